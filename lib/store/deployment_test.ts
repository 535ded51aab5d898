import assert from "node:assert/strict";
import { type Deployment, flipped, movedAway, type Note, unusable } from "./deployment.ts";

const inUse: Deployment = { id: "d1", state: "in_use", other: null, at: 1 };
const note = (engine: Note["engine"], id = "d1"): Note => ({ id, engine });

Deno.test("flipped() refuses another engine than the one noted, and says both ways out", () => {
  assert.equal(flipped("embedded", null), null);
  assert.equal(flipped("mongodb", note("mongodb")), null);
  assert.match(flipped("embedded", note("mongodb"))!, /set MONGODB_URL.*move --to embedded/);
  assert.match(flipped("mongodb", note("embedded"))!, /unset MONGODB_URL.*move --to mongodb/);
});

Deno.test("unusable() lets a new store and the noted one start", () => {
  assert.equal(unusable(null, null), null);
  assert.equal(unusable(inUse, null), null);
  assert.equal(unusable(inUse, note("mongodb")), null);
});

Deno.test("unusable() refuses an empty store, another deployment's, one that moved and one that is moving", () => {
  assert.match(unusable(null, note("mongodb"))!, /is empty/);
  assert.match(unusable(inUse, note("mongodb", "d2"))!, /another deployment's/);
  const moved: Deployment = { ...inUse, state: "moved_out", other: "mongodb" };
  assert.match(unusable(moved, null)!, /moved to MongoDB. To use it, set MONGODB_URL/);
  for (const state of ["moving_in", "moving_out"] as const) {
    assert.match(unusable({ ...moved, state }, null)!, /not finished/);
  }
});

Deno.test("movedAway() lets a server go on while its deployment is in use, or before it knows its own", () => {
  assert.equal(movedAway(inUse, "d1"), null);
  assert.equal(movedAway(inUse, null), null);
  assert.equal(movedAway(null, null), null);
  assert.equal(movedAway({ ...inUse, state: "moving_out", other: "mongodb" }, null), null);
});

Deno.test("movedAway() says why a server must stop, and what to do", () => {
  const stateOf = (state: Deployment["state"]): Deployment => ({
    ...inUse,
    state,
    other: "mongodb",
  });
  assert.match(movedAway(stateOf("moving_out"), "d1")!, /being moved to MongoDB.*again/);
  assert.match(movedAway(stateOf("moving_in"), "d1")!, /not finished/);
  assert.match(movedAway(stateOf("moved_out"), "d1")!, /moved to MongoDB. .*set MONGODB_URL/);
  assert.match(movedAway({ ...stateOf("moved_out"), other: null }, "d1")!, /another store/);
  assert.match(movedAway(inUse, "d2")!, /another deployment's/);
  assert.match(movedAway(null, "d1")!, /emptied or replaced/);
});
