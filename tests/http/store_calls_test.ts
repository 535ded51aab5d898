import assert from "node:assert/strict";
import { countedStores } from "../worlds/counted_stores.ts";
import { pathsIn } from "../worlds/known_paths.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";
import { testStores } from "../worlds/test_stores.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";

/**
 * How often a page may ask the stores, session and frame included. What a page asks more costs each reader of a server far
 * away a round trip: a number here falls, and rises for a reason alone.
 */
const CEILINGS: readonly (readonly [who: string, path: string, most: number])[] = [
  ["t1", "/", 29],
  ["st4", "/", 16],
  ["office", "/", 18],
  ["t1", "/assignments/:id/results", 33],
  ["t1", "/assignments/:id/room", 25],
  ["t1", "/assignments/:id/marking", 17],
  ["t1", "/assignments/:id/marking/:slotId", 19],
  ["t1", "/marking", 18],
  ["t1", "/classes", 14],
  ["office", "/classes", 11],
  ["office", "/people", 6],
  ["st4", "/attempts/:id", 12],
  ["t1", "/tests/:id", 29],
];

Deno.test("a page asks the stores no more often than it did", async (t) => {
  const { kept, calls } = countedStores(await testStores(() => T0));
  using test = await testApp({ kept });
  await operationsWorld(test);
  const fill = await pathsIn(test, SCHOOL);
  for (const [who, route, most] of CEILINGS) {
    await t.step(`${route} for ${who}`, async () => {
      const { headers } = await signInAs(test, await personOf(test, SCHOOL, who));
      const path = fill(route).replace("at-st1", who === "st4" ? "at-st4" : "at-st1");
      calls.length = 0;
      const response = await test.app.request(path, {
        headers: { ...headers, accept: "text/html" },
      });
      await response.body?.cancel();
      assert.equal(response.status, 200);
      assert.ok(calls.length > 3, "it was counted");
      assert.ok(calls.length <= most, `${calls.length} of ${most}: ${calls.join(" ")}`);
    });
  }
});
