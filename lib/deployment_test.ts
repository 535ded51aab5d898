import assert from "node:assert/strict";
import { type Deployment, flipped, type Note, unusable } from "./deployment.ts";

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
