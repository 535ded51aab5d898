import assert from "node:assert/strict";
import { markingWorld, type } from "../../tests/worlds/marking_world.ts";
import { SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { rulesHash } from "../grading/rules_hash.ts";
import { applyToAttempt } from "../attempts/effects.ts";
import { latestMark } from "../grading/latest_marks.ts";

Deno.test("marks of an earlier version of the graders stay, and results say what today's would do", async (t) => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of ["st1", "st2", "st3"]) await world.handIn(id, { sn: type("2.5") });
  const { tables } = test.deps;
  const as = async (who: string) => await test.as(world.people.get(who)!);
  const page = async () => {
    const headers = { ...await as("t1"), accept: "text/html" };
    return await (await test.app.request("/assignments/as1/results", { headers })).text();
  };
  const otherwise = async () => {
    const headers = await as("t1");
    const answer = await test.app.request("/api/assignments/as1/results", { headers });
    return (await answer.json()).markedOtherwise;
  };

  await t.step("nothing is said where today's graders gave every mark", async () => {
    assert.equal(await otherwise(), null);
    assert.doesNotMatch(await page(), /earlier version of the automatic marking/);
  });

  /** As version 1 would have marked it: `mark` for the number. */
  const markedBefore = async (attemptId: string, mark: number) => {
    const slot = (await world.grade(attemptId))!.slots.find(({ slotId }) => slotId === "sn")!;
    const id = `${slot.questionId}-${slot.version}`;
    const found = await tables.questionVersions.find({ schoolId: SCHOOL, id });
    const hash = rulesHash(found!.content, false, 1);
    await tables.grades.update({ schoolId: SCHOOL, id: attemptId }, (old) => ({
      ...old,
      marks: old.marks.map((it) => it.slotId === "sn" ? { ...it, mark, rulesHash: hash } : it),
    }));
  };

  await t.step("where an earlier version gave the same marks, that is said", async () => {
    await markedBefore("at-st1", 2);
    assert.equal(await otherwise(), 0);
    assert.match(await page(), /Today&#39;s would give the same|Today's would give the same/);
  });

  await t.step("where it gave another, the answers are counted and the marks stay", async () => {
    await markedBefore("at-st2", 0);
    assert.equal(await otherwise(), 1);
    assert.match(await page(), /would mark 1 answer otherwise/);
    assert.equal(latestMark((await world.grade("at-st2"))!, "sn")?.mark, 0);
  });

  await t.step("grading again changes no mark whose answer is the same", async () => {
    test.setNow(T0 + 60_000);
    const ref = { schoolId: SCHOOL, id: "at-st2" };
    for (const kind of ["void", "unvoid"] as const) {
      await applyToAttempt(test.deps, ref, { effect: { kind, reason: "Mistake" }, byId: "t1" });
    }
    const grade = (await world.grade("at-st2"))!;
    assert.deepEqual([grade.voided, latestMark(grade, "sn")?.mark], [false, 0]);
  });
});
