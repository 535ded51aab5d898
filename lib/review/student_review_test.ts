import assert from "node:assert/strict";
import {
  choose,
  CLASS_OF,
  type MarkingWorld,
  markingWorld,
  type,
  write,
} from "../../tests/worlds/marking_world.ts";
import { SCHOOL } from "../../tests/worlds/marking_builders.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";
import { markAnswer } from "../marking/mark_answer.ts";
import { release, unrelease } from "../marking/release.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { PRACTICE_REVIEW } from "./review_fields.ts";
import type { StudentReview } from "../model/review/student_review_schema.ts";
import { studentReview } from "./student_review.ts";

const CLOSED = T0 + 3_700_000;
const SECRETS = ["SECRET", "Because.", "2.5"];

const see = (world: MarkingWorld, who: string, attemptId = "at-st1") =>
  studentReview(world.deps, { user: world.user(who), attemptId });

const change = (world: MarkingWorld, values: Partial<Assignment>) =>
  world.deps.tables.assignments.update(
    { schoolId: SCHOOL, id: "as1" },
    (it) => ({ ...it, ...values }),
  );

/** `st1` chose a wrong option with feedback, wrote another number and an essay; all of the class handed in. */
async function aReleasedClass(test: TestApp, students = CLASS_OF): Promise<MarkingWorld> {
  const world = await markingWorld(test);
  for (const id of students) {
    await world.handIn(id, { sc: choose("b"), sn: type("7"), se: write(`Essay of ${id}`) });
  }
  await markAnswer(world.deps, {
    user: world.user("t1"),
    attemptId: "at-st1",
    slotId: "se",
    rev: 0,
    mark: null,
    rubric: { ra: "ra1", rb: "rb1" },
    comment: "Look at it again",
  });
  return world;
}

function assertNoKey(review: StudentReview): void {
  const text = JSON.stringify(review);
  for (const secret of SECRETS) assert.equal(text.includes(secret), false, secret);
}

const releaseIt = (world: MarkingWorld) =>
  release(world.deps, { user: world.user("t1"), assignmentId: "as1", partial: true });

Deno.test("studentReview() shows own answers from hand-in, and marks only when released", async () => {
  using test = await testApp();
  const world = await aReleasedClass(test);
  test.setNow(CLOSED);
  const before = await see(world, "st1");
  assert.deepEqual(before.fields, ["response"]);
  assert.deepEqual([before.mark, before.percent, before.waiting, before.classMean], [
    null,
    null,
    null,
    null,
  ]);
  const [choice, , essay] = before.items;
  assert.deepEqual([choice?.chosenHtml, choice?.outcome, choice?.mark], [["Option b"], null, null]);
  assert.deepEqual([essay?.wrote, essay?.comment, essay?.rubric], ["Essay of st1", null, null]);
  assertNoKey(before);

  await releaseIt(world);
  const after = await see(world, "st1");
  assert.deepEqual([after.mark, after.maxMark, after.percent, after.waiting, after.held], [
    2,
    6,
    100 * 2 / 6,
    0,
    false,
  ]);
  assert.deepEqual(after.items.map(({ outcome }) => outcome), ["none", "none", "part"]);
  assert.deepEqual(after.items[0]?.rightHtml, ["Option a"]);
  assert.match(after.items[0]?.feedbackHtml?.[0] ?? "", /SECRET feedback b/);
  assert.match(after.items[2]?.rightHtml?.[0] ?? "", /SECRET model answer/);
  assert.deepEqual([after.items[2]?.comment, after.items[2]?.commentBy], [
    "Look at it again",
    "Person t1",
  ]);
  assert.deepEqual(after.items[2]?.rubric?.map(({ points }) => points), [1, 1]);
  assert.equal(after.releasedBy, "Person t1");

  await unrelease(world.deps, { user: world.user("t1"), assignmentId: "as1" });
  assert.deepEqual(await see(world, "st1"), before);
});

Deno.test("studentReview() keeps what bears the key shut while one of the audience can still sit it", async () => {
  using test = await testApp();
  const world = await aReleasedClass(test, CLASS_OF.slice(0, 11));
  await releaseIt(world);
  const held = await see(world, "st1");
  assert.deepEqual([held.held, held.mark], [true, 2]);
  assert.equal(held.items[2]?.comment, null);
  assert.equal(held.items[2]?.rubric, null);
  assertNoKey(held);
  test.setNow(CLOSED);
  assert.equal((await see(world, "st1")).held, false);
  const { createdAt } = await world.assignment();
  await world.deps.tables.overrides.insert({
    id: "as1-st12",
    schoolId: SCHOOL,
    createdAt,
    assignmentId: "as1",
    studentId: "st12",
    opensAt: CLOSED + 1_000,
    closesAt: CLOSED + 9_000,
    limitMs: null,
    extraMs: 0,
    attemptsAllowed: null,
    excused: false,
    makeUp: true,
    reason: "Ill",
    byId: "t1",
    rev: 0,
  });
  assertNoKey(await see(world, "st1"));
  test.setNow(CLOSED + 9_001);
  assert.equal((await see(world, "st1")).held, false);
});

Deno.test("studentReview() of a practice shows all at hand-in, though others still practise", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await change(world, { practice: true, review: PRACTICE_REVIEW, attemptsAllowed: null });
  await world.handIn("st1", { sc: choose("b") });
  const review = await see(world, "st1");
  assert.deepEqual([review.mark, review.held, review.classMean], [0, false, null]);
  assert.deepEqual(review.items[0]?.rightHtml, ["Option a"]);
});

Deno.test("studentReview() shows the class mean from ten results on, and never another student", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  for (const id of CLASS_OF.slice(0, 9)) await world.handIn(id, { sc: choose("a") });
  await releaseIt(world);
  assert.equal((await see(world, "st1")).classMean, null);
  await world.handIn("st10", { sc: choose("b") });
  const review = await see(world, "st1");
  assert.equal(Math.round(review.classMean! * 100) / 100, 15);
  assert.doesNotMatch(JSON.stringify(review), /st[2-9]|st1\d/);
  await change(world, { review: { ...(await world.assignment()).review, classMean: "never" } });
  assert.equal((await see(world, "st1")).classMean, null);
});

Deno.test("studentReview() is for the owner, a guardian after release, and staff of the test", async () => {
  using test = await testApp();
  const world = await aReleasedClass(test);
  const refused = async (who: string) =>
    await assert.rejects(see(world, who), { code: "not_found" }, who);
  for (const who of ["st2", "stx", "p1", "p2", "t4"]) await refused(who);
  for (const who of ["t1", "t2", "t3", "office", "head"]) {
    const review = await see(world, who);
    assert.equal(review.studentName, "The student", who);
  }
  await releaseIt(world);
  assert.equal((await see(world, "p1")).studentName, "Person st1");
  for (const who of ["st2", "p2", "t4"]) await refused(who);
  await assert.rejects(see(world, "st1", "at-zz"), { code: "not_found" });
  const elsewhere = { ...world.user("st1"), schoolId: "s2" };
  await assert.rejects(
    studentReview(world.deps, { user: elsewhere, attemptId: "at-st1" }),
    { code: "not_found" },
  );
});
