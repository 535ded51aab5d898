import assert from "node:assert/strict";
import {
  choose,
  type MarkingWorld,
  markingWorld,
  write,
} from "../../tests/worlds/marking_world.ts";
import { T0, testApp } from "../../tests/worlds/test_app.ts";
import { latestMark } from "../grading/latest_marks.ts";
import { CLAIM_MS, claimAnswer, dropClaim } from "./claims.ts";
import { markAnswer, type MarkCommand, undoMark } from "./mark_answer.ts";

const RUBRIC = { ra: "ra2", rb: "rb1" };

function command(
  world: MarkingWorld,
  userId: string,
  overrides: Partial<MarkCommand> = {},
): MarkCommand {
  const user = world.user(userId);
  const base = { attemptId: "at-st1", slotId: "se", rev: 0, mark: null, rubric: RUBRIC };
  return { user, ...base, comment: "Good", ...overrides };
}

Deno.test("markAnswer() sets the mark of a rubric and settles the sum", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("a"), se: write("Why") });
  const grade = await markAnswer(world.deps, command(world, "t1"));
  const last = latestMark(grade, "se");
  assert.deepEqual([last?.mark, last?.rev, last?.byId, last?.comment], [3, 1, "t1", "Good"]);
  assert.deepEqual([grade.mark, grade.state, grade.waiting], [4, "complete", []]);
  assert.deepEqual(await markAnswer(world.deps, command(world, "t1")), grade);
});

Deno.test("markAnswer() overrides an automatic mark by hand", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("b") });
  const grade = await markAnswer(
    world.deps,
    command(world, "t1", { slotId: "sc", rev: 1, mark: 0.5, rubric: null }),
  );
  assert.deepEqual([grade.mark, latestMark(grade, "sc")?.rev], [0.5, 2]);
});

Deno.test("markAnswer() refuses a mark outside the question and an unfinished rubric", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  const outside = [
    { mark: 3.01, rubric: null },
    { mark: -0.01, rubric: null },
    { mark: null, rubric: null },
    { rubric: { ra: "ra1" } },
    { rubric: { ...RUBRIC, zz: "zz1" } },
    { rubric: { ra: "ra2", rb: "nothing" } },
  ];
  for (const overrides of outside) {
    await assert.rejects(markAnswer(world.deps, command(world, "t1", overrides)), {
      code: "invalid",
      reason: "mark_range",
    });
  }
  assert.deepEqual((await world.grade("at-st1"))?.waiting, ["se"]);
});

Deno.test("two markers racing lose no mark: one wins, the other is told", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  const results = await Promise.allSettled([
    markAnswer(world.deps, command(world, "t1")),
    markAnswer(world.deps, command(world, "t2", { rubric: { ra: "ra0", rb: "rb0" } })),
  ]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const lost = results.find((it) => it.status === "rejected");
  assert.equal(lost?.reason.reason, "stale");
  const grade = (await world.grade("at-st1"))!;
  const events = grade.marks.filter(({ slotId }) => slotId === "se");
  assert.equal(events.length, 1);
  assert.equal(lost?.reason.detail.mark, events[0]?.mark);
  assert.match(lost?.reason.message, /^Person t[12] marked this answer meanwhile$/);
  const winner = events[0]?.byId === "t1" ? "t2" : "t1";
  const settled = await markAnswer(world.deps, command(world, winner, { rev: 1, comment: "Mine" }));
  assert.equal(settled.marks.filter(({ slotId }) => slotId === "se").length, 2);
});

Deno.test("many answers marked at once by two people are all kept", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("b"), sn: null, se: write("Why") });
  await Promise.all([
    markAnswer(world.deps, command(world, "t1")),
    markAnswer(world.deps, command(world, "t2", { slotId: "sc", rev: 1, mark: 1, rubric: null })),
    markAnswer(world.deps, command(world, "t1", { slotId: "sn", rev: 1, mark: 1.5, rubric: null })),
  ]);
  assert.equal((await world.grade("at-st1"))?.mark, 5.5);
});

Deno.test("undoMark() brings the mark before back, once, and only one's own", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { sc: choose("b"), se: write("Why") });
  await markAnswer(world.deps, command(world, "t1"));
  const undo = { user: world.user("t1"), attemptId: "at-st1", slotId: "se", rev: 1 };
  await assert.rejects(undoMark(world.deps, { ...undo, user: world.user("t2") }), {
    reason: "stale",
  });
  const undone = await undoMark(world.deps, undo);
  assert.deepEqual([undone.waiting, undone.mark, undone.state], [["se"], 0, "partial"]);
  assert.deepEqual(await undoMark(world.deps, undo), undone);
  await markAnswer(
    world.deps,
    command(world, "t1", { slotId: "sc", rev: 1, mark: 1, rubric: null }),
  );
  const back = await undoMark(world.deps, { ...undo, slotId: "sc", rev: 2 });
  assert.equal(latestMark(back, "sc")?.mark, 0);
  assert.equal(back.marks.filter(({ slotId }) => slotId === "sc").length, 3);
});

Deno.test("claimAnswer() keeps an answer for one marker for five minutes", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  const ids = { attemptId: "at-st1", slotId: "se" };
  const mine = { user: world.user("t1"), ...ids };
  const theirs = { user: world.user("t2"), ...ids };
  assert.equal(await claimAnswer(world.deps, mine), T0 + CLAIM_MS);
  const refused = { code: "conflict", reason: "claimed", message: "Person t1 is marking this one" };
  await assert.rejects(claimAnswer(world.deps, theirs), refused);
  await assert.rejects(markAnswer(world.deps, command(world, "t2")), refused);
  test.setNow(T0 + CLAIM_MS - 1);
  await assert.rejects(claimAnswer(world.deps, theirs), { reason: "claimed" });
  test.setNow(T0 + CLAIM_MS);
  await claimAnswer(world.deps, theirs);
  await assert.rejects(markAnswer(world.deps, command(world, "t1")), { reason: "claimed" });
  await dropClaim(world.deps, theirs);
  await dropClaim(world.deps, theirs);
  await claimAnswer(world.deps, mine);
  const marked = await markAnswer(world.deps, command(world, "t1"));
  assert.deepEqual(marked.claims, []);
});

Deno.test("marking is not found for those who do not run the test", async () => {
  using test = await testApp();
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Why") });
  for (const id of ["t3", "t4", "head", "st1", "p1"]) {
    await assert.rejects(markAnswer(world.deps, command(world, id)), { code: "not_found" }, id);
    const ids = { user: world.user(id), attemptId: "at-st1", slotId: "se" };
    await assert.rejects(claimAnswer(world.deps, ids), { code: "not_found" }, id);
  }
  await assert.rejects(markAnswer(world.deps, command(world, "t1", { slotId: "zz" })), {
    code: "not_found",
  });
  const elsewhere = { ...world.user("t1"), schoolId: "s2" };
  await assert.rejects(markAnswer(world.deps, { ...command(world, "t1"), user: elsewhere }), {
    code: "not_found",
  });
});
