import assert from "node:assert/strict";
import { choose, markingWorld, type, write } from "../../tests/worlds/marking_world.ts";
import { SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { applyToAttempt, type Effect } from "../attempts/effects.ts";
import { gradeAttempt, gradeMissing } from "./grade_attempt.ts";
import { markAnswer } from "./mark_answer.ts";
import { markingCount, markingQueue } from "./queue.ts";

Deno.test("gradeAttempt() grades once, however often and in parallel it is called", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const attempt = await world.handIn("st1", { sc: choose("a"), se: write("Why") }, {
    grade: false,
  });
  await Promise.all(Array.from({ length: 20 }, () => gradeAttempt(world.deps, attempt)));
  const first = (await world.grade(attempt.id))!;
  assert.deepEqual([first.rev, first.marks.length, first.mark], [0, 2, 1]);
  test.setNow(T0 + 1_000);
  assert.deepEqual(await gradeAttempt(world.deps, attempt), first);
});

Deno.test("gradeAttempt() reads numbers in the student's own language", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.deps.tables.people.update(
    { schoolId: SCHOOL, id: "st2" },
    (it) => ({ ...it, locale: "de" }),
  );
  await world.handIn("st2", { sn: type("2,5") });
  assert.equal((await world.grade("at-st2"))?.mark, 2);
});

Deno.test("gradeAttempt() leaves an open attempt alone and is not found for none", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const attempt = await world.handIn("st1", { sc: choose("a") }, { open: true });
  assert.equal(await gradeAttempt(world.deps, attempt), null);
  assert.equal(await world.grade(attempt.id), null);
  const strange = { schoolId: "s2", id: attempt.id };
  await assert.rejects(gradeAttempt(world.deps, strange), { code: "not_found" });
});

Deno.test("gradeAttempt() puts the grade of a voided attempt aside, and back with its marks", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  const attempt = await world.handIn("st1", { se: write("Why") });
  const rubric = { ra: "ra2", rb: "rb0" };
  const mark = { user: world.user("t1"), attemptId: attempt.id, slotId: "se", comment: "" };
  await markAnswer(world.deps, { ...mark, rev: 0, mark: null, rubric });
  const turn = async (effect: Effect) => {
    await applyToAttempt(test.deps, attempt, { effect, byId: "t1" });
    return (await world.grade(attempt.id))!;
  };
  assert.equal((await turn({ kind: "void", reason: "Copied" })).voided, true);
  assert.equal(await markingCount(world.deps, world.user("t1")), 0);
  const back = await turn({ kind: "unvoid", reason: "" });
  assert.deepEqual([back.voided, back.mark], [false, 2]);
  const again = { kind: "reopen", commandId: "c1", ms: 60_000, reason: "Cut off" } as const;
  assert.equal((await turn(again)).voided, true);
});

Deno.test("gradeMissing() finds what was handed in and not graded", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a") });
  await world.handIn("st2", { sc: choose("a") }, { grade: false });
  await world.handIn("st3", { sc: choose("a") }, { open: true });
  assert.equal(await gradeMissing(world.deps), 1);
  assert.equal((await world.grade("at-st2"))?.mark, 1);
  assert.equal(await gradeMissing(world.deps), 0);
});

Deno.test("markingQueue() lists what waits for those who may mark it", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sn: type("many"), se: write("Why") });
  test.setNow(T0 + 1_000);
  await world.handIn("st2", { se: write("Why") });
  await world.handIn("st3", { sc: choose("a") });
  assert.equal(await markingCount(world.deps, world.user("t1")), 3);
  assert.equal(await markingCount(world.deps, world.user("t2")), 3);
  assert.equal(await markingCount(world.deps, world.user("t4")), 0);
  const queue = await markingQueue(world.deps, world.user("t1"));
  assert.deepEqual(
    queue.map(({ slotId, marked, total, oldestAt }) => [slotId, marked, total, oldestAt]),
    [
      ["sn", 0, 1, T0],
      ["se", 0, 2, T0],
    ],
  );
  assert.equal(queue[0]?.teacherName, null);
  for (const [id, length] of [["t2", 2], ["office", 2], ["t3", 0], ["t4", 0]] as const) {
    assert.equal((await markingQueue(world.deps, world.user(id))).length, length, id);
  }
});
