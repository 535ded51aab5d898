import assert from "node:assert/strict";
import { OPERATIONS, send } from "./operations.ts";
import { SCHOOL } from "./marking_builders.ts";
import { type TestApp, testApp } from "./test_app.ts";
import { keptOf, personOf, signInAs, TWIN, twoSchools } from "./two_schools.ts";

/** Every route that is not read alone. */
function actsOf({ app }: TestApp): string[] {
  const acts = app.routes.filter(({ method, path }) =>
    method !== "GET" && method !== "ALL" && !path.includes("*")
  );
  return [...new Set(acts.map(({ method, path }) => `${method} ${path}`))].sort();
}

Deno.test("every operation of one school leaves a school with the same ids as it was", async (t) => {
  using test = await testApp();
  await twoSchools(test);
  assert.deepEqual([...new Set(OPERATIONS.map(({ route }) => route))].sort(), actsOf(test));
  for (const id of ["t1", "t2", "t3", "t4", "t5", "t6", "office", "st2"]) {
    await signInAs(test, await personOf(test, SCHOOL, id));
  }
  const before = await keptOf(test, SCHOOL);
  assert.ok(before.length > 80);
  for (const it of OPERATIONS) {
    await t.step(it.route, async () => {
      const headers = it.who === null
        ? {}
        : (await signInAs(test, await personOf(test, TWIN, it.who))).headers;
      const response = await send(test, it, { schoolId: TWIN, headers });
      const text = await response.text();
      assert.ok(response.status < 400, `${response.status} ${text.slice(0, 300)}`);
      assert.deepEqual(await keptOf(test, SCHOOL), before);
    });
  }
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});
