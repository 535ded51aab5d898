import assert from "node:assert/strict";
import { type MarkingWorld, markingWorld, type, write } from "../../tests/worlds/marking_world.ts";
import { type TestApp, testApp } from "../../tests/worlds/test_app.ts";

async function open(
  test: TestApp,
  world: MarkingWorld,
  [who, path, form]: [string, string, Record<string, string>?],
): Promise<{ status: number; text: string; location: string | null }> {
  const headers = { ...await test.as(world.people.get(who)!), accept: "text/html" };
  const response = await test.app.request(path, {
    method: form ? "POST" : "GET",
    headers,
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const location = response.headers.get("location");
  return { status: response.status, text: await response.text(), location };
}

Deno.test("the marking pages", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  const get = (who: string, path: string) => open(test, world, [who, path]);
  const base = "/assignments/as1/marking";

  await t.step("say when all is marked", async () => {
    assert.match((await get("t1", "/marking")).text, /All marked\./);
  });

  for (const id of ["st1", "st2", "st3"]) {
    await world.handIn(id, { sn: type("many"), se: write(`Because <b>${id}</b>`) });
  }

  await t.step("list what waits by question", async () => {
    const { status, text } = await get("t1", "/marking");
    assert.equal(status, 200);
    assert.match(text, /6 answers wait for marks\./);
    assert.match(text, /0 of 3/);
    assert.match((await get("t1", base)).text, /Question 3/);
  });

  await t.step("show an answer without its name and without the student's HTML", async () => {
    const { status, text } = await get("t1", `${base}/se`);
    assert.equal(status, 200);
    assert.match(text, /Name hidden until release/);
    assert.doesNotMatch(text, /Person st/);
    assert.match(text, /Because &lt;b>st/);
    assert.match(text, /SECRET model answer/);
  });

  await t.step("take a mark from a plain form and go to the next", async () => {
    const form = {
      attemptId: "at-st1",
      rev: "0",
      "level.ra": "ra1",
      "level.rb": "rb1",
      comment: "",
    };
    const { status, location } = await open(test, world, ["t1", `${base}/se`, form]);
    assert.equal(status, 303);
    assert.match(location ?? "", /^\/assignments\/as1\/marking\/se\?attempt=at-st[23]$/);
    assert.equal((await world.grade("at-st1"))?.mark, 2);
  });

  await t.step("say what is wrong with a form and keep the page", async () => {
    const missing = { attemptId: "at-st2", rev: "0", "level.ra": "ra1", comment: "" };
    const open1 = await open(test, world, ["t1", `${base}/se`, missing]);
    assert.deepEqual([open1.status, /Choose a level in every row/.test(open1.text)], [400, true]);
    const over = { attemptId: "at-st2", rev: "0", mark: "2.5", comment: "" };
    const open2 = await open(test, world, ["t1", `${base}/sn`, over]);
    assert.deepEqual([open2.status, /Enter a mark from 0 to 2/.test(open2.text)], [400, true]);
    const stale = { attemptId: "at-st1", rev: "0", "level.ra": "ra0", "level.rb": "rb0" };
    const open3 = await open(test, world, ["t2", `${base}/se`, stale]);
    assert.deepEqual([open3.status, /marked this answer meanwhile/.test(open3.text)], [400, true]);
    assert.equal((await open(test, world, ["t1", `${base}/se`, { rev: "x" }])).status, 400);
  });

  await t.step("are for those who run the test", async () => {
    for (const path of [base, `${base}/se`]) {
      for (const who of ["st1", "p1", "head"]) {
        assert.equal((await get(who, path)).status, 403, who);
      }
      for (const who of ["t3", "t4"]) assert.equal((await get(who, path)).status, 404, who);
      assert.equal((await get("office", path)).status, 200);
    }
    assert.equal((await get("t1", `${base}/zz`)).status, 404);
    assert.equal((await get("t1", `${base}/se?attempt=zz`)).status, 404);
  });
});
