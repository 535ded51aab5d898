import assert from "node:assert/strict";
import { release, unrelease } from "../../lib/marking/release.ts";
import { choose, CLASS_OF, markingWorld } from "../../tests/worlds/marking_world.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";

Deno.test("results for students and guardians", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of CLASS_OF) await world.handIn(id, { sc: choose(id === "st1" ? "b" : "a") });
  const get = async (who: string, path: string) => {
    const headers = { ...await test.as(world.people.get(who)!), accept: "text/html" };
    const response = await test.app.request(path, { headers });
    return { status: response.status, text: await response.text() };
  };
  const command = { user: world.user("t1"), assignmentId: "as1", partial: false };
  test.setNow(T0 + 3_700_000);

  await t.step("before the release say so and show no mark", async () => {
    const { status, text } = await get("st1", "/attempts/at-st1/review");
    assert.equal(status, 200);
    assert.match(text, /Not released yet\./);
    assert.match(text, /You chose/);
    assert.doesNotMatch(text, /of 6 marks|Right answer|Because\.|SECRET/);
    assert.match((await get("st1", "/progress")).text, /Two released tests make a line\./);
    assert.match((await get("p1", "/children/st1")).text, /No results released yet\./);
    assert.match((await get("p1", "/results")).text, /No results released yet\./);
    assert.equal((await get("p1", "/attempts/at-st1/review")).status, 404);
  });

  await t.step("after it show marks, what is right and why", async () => {
    await release(world.deps, command);
    const { text } = await get("st1", "/attempts/at-st1/review");
    for (const words of [/0<!-- -->|0 /, /of 6 marks/, /Look at these again/, /Right answer/]) {
      assert.match(text, words);
    }
    assert.match(text, /Because\./);
    assert.match((await get("p1", "/attempts/at-st1/review")).text, /Person st1 chose/);
    assert.match((await get("p1", "/children/st1")).text, /0 of 6/);
    assert.match((await get("p1", "/results")).text, /Light/);
    assert.match((await get("st1", "/progress")).text, /Light/);
  });

  await t.step("are taken back with the release", async () => {
    await unrelease(world.deps, command);
    assert.doesNotMatch((await get("p1", "/children/st1")).text, /0 of 6/);
    assert.equal((await get("p1", "/attempts/at-st1/review")).status, 404);
    assert.doesNotMatch((await get("st1", "/attempts/at-st1/review")).text, /of 6 marks/);
  });

  await t.step("are nobody else's", async () => {
    for (const path of ["/children/st2", "/due?child=st2", "/results?child=st2"]) {
      assert.equal((await get("p1", path)).status, 404, path);
      assert.equal((await get("st1", path)).status, 403, path);
      assert.equal((await get("t1", path)).status, 403, path);
    }
    assert.equal((await get("st2", "/attempts/at-st1/review")).status, 404);
    assert.equal((await get("t1", "/progress")).status, 403);
    assert.equal((await get("p1", "/due")).status, 200);
  });

  await t.step("tell a guardian what is due and what was missed", async () => {
    const { tables } = world.deps;
    const assignment = await world.assignment();
    const now = T0 + 3_700_000;
    const about = { ...assignment, releasedAt: null };
    await tables.assignments.insert({ ...about, id: "as2", title: "Sound", closesAt: now - 1 });
    const later = { opensAt: now + 1_000, closesAt: now + 9_000 };
    await tables.assignments.insert({ ...about, id: "as3", title: "Heat", ...later });
    const child = (await get("p1", "/children/st1")).text;
    assert.match(child, /Not handed in/);
    assert.match(child, /1 test was not handed in\./);
    assert.match(child, /Sound/);
    assert.match(child, /has one test in the next 7 days/);
    const due = (await get("p1", "/due")).text;
    assert.match(due, /Heat/);
    assert.doesNotMatch(due, /Sound/);
    const joined = { schoolId: assignment.schoolId, id: "en-st1" };
    await tables.enrolments.update(joined, (it) => ({ ...it, fromAt: now - 1 }));
    assert.match((await get("p1", "/children/st1")).text, /Nothing is missing\./);
  });
});
