import assert from "node:assert/strict";
import { protectedStores } from "../../lib/store/outage/stores.ts";
import { ORIGIN, T0, testApp } from "../worlds/test_app.ts";
import { aWorld } from "../worlds/people_world.ts";
import { testStores } from "../worlds/test_stores.ts";
import { type Breakable, breakable } from "./breakable.ts";
import type { Stores } from "../../lib/process/assemble.ts";

/** The stores, each of whose calls the server treats by its mood. */
function breaking(stores: Stores, server: Breakable): Stores {
  const tables = Object.entries(stores.tables).map(([name, it]) => [name, server.breaking(it)]);
  const others = Object.entries(stores).map(([name, it]) => [name, server.breaking(it)]);
  return { ...Object.fromEntries(others), tables: Object.fromEntries(tables) };
}

Deno.test("POST /api/people and /people/new with a guardian's child while the store is away", async (t) => {
  const kept = await testStores(() => T0);
  const world = await aWorld(await testApp({ kept }));
  const server = await breakable(() => T0);
  const { stores } = protectedStores(breaking(kept.stores, server), {
    guard: server.guard,
    journal: null,
    claims: null,
    bus: null,
    log: () => {},
    now: () => T0,
    sessions: (primary) => primary,
  });
  using test = await testApp({ kept: { ...kept, stores } });
  const headers = await test.as(world.office);
  const signedIn = await test.app.request("/api/session", { headers });
  assert.equal(signedIn.status, 200, "what is known of who asks is remembered");

  const post = (body: BodyInit, type: string) => ({
    method: "POST",
    headers: { ...headers, origin: ORIGIN, "content-type": type },
    body,
  });
  const added = (childId: string) => {
    const person = { name: "Uma Khan", role: "parent", childId };
    return test.app.request("/api/people", post(JSON.stringify(person), "application/json"));
  };

  await server.setMood("refuses");
  await t.step("the API answers 503 and when to come again", async () => {
    const answer = await added("other-a");
    assert.equal(answer.status, 503, await answer.clone().text());
    assert.equal((await answer.json()).code, "unavailable/outage");
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  });
  await t.step("so does the form", async () => {
    const fields = { id: "p1", role: "parent", name: "Uma Khan", email: "", username: "uma" };
    const form = new URLSearchParams({
      ...fields,
      rollNumber: "",
      classId: "",
      childId: "other-a",
      status: "active",
    });
    const answer = await test.app.request(
      "/people/new",
      post(form, "application/x-www-form-urlencoded"),
    );
    assert.equal(answer.status, 503, await answer.clone().text());
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  });

  await server.setMood("up");
  await t.step("and a child that is none is still the asker's mistake", async () => {
    for (const id of ["nobody", world.teacher.id]) {
      const answer = await added(id);
      assert.equal(answer.status, 400);
      assert.deepEqual((await answer.json()).fields, [
        { path: "childId", message: "Choose a student of this school" },
      ]);
    }
  });
});
