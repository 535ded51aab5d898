import assert from "node:assert/strict";
import { applyToAttempt, type Effect, roomChanged } from "../../lib/attempts/effects.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { sweep } from "../../lib/attempts/sweeper.ts";
import { takingWorld, type WorldOptions } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MINUTE = 60_000;
const LIMIT = 30 * MINUTE;

async function running(
  test: TestApp,
  options: WorldOptions = {},
): Promise<{ user: User; attempt: Attempt; apply: (effect: Effect) => Promise<Attempt> }> {
  const { student, assignment } = await takingWorld(test.deps.tables, T0, options);
  const user = { ...student, locale: "en-IN" };
  const { attempt } = await startAttempt(test.deps, { user, assignmentId: assignment.id });
  const apply = (effect: Effect) => applyToAttempt(test.deps, attempt, { effect, byId: "teacher" });
  return { user, attempt, apply };
}

const empty = (attemptId: string, user: User) => ({
  user,
  attemptId,
  submission: { writerId: "writer0001", n: 0, heads: {} },
});

Deno.test("applyToAttempt() pauses, goes on and adds time, each command once", async () => {
  using test = await testApp();
  const { apply } = await running(test);
  test.setNow(T0 + MINUTE);
  await apply({ kind: "pause", commandId: "c1" });
  const paused = await apply({ kind: "pause", commandId: "c1" });
  assert.equal(paused.state, "paused");
  assert.deepEqual(paused.pauses, [{ fromAt: T0 + MINUTE, toAt: null }]);
  await assert.rejects(apply({ kind: "pause", commandId: "c2" }), {
    code: "conflict",
    reason: "not_running",
  });
  test.setNow(T0 + 3 * MINUTE);
  const resumed = await apply({ kind: "resume", commandId: "c3" });
  assert.equal(resumed.state, "in_progress");
  assert.equal(resumed.dueAt, T0 + LIMIT + 2 * MINUTE + MINUTE, "the pause and the grace");
  await apply({ kind: "add_time", commandId: "c4", ms: 5 * MINUTE });
  const longer = await apply({ kind: "add_time", commandId: "c4", ms: 5 * MINUTE });
  assert.equal(longer.addedMs, 5 * MINUTE);
  assert.equal(longer.dueAt, T0 + LIMIT + 8 * MINUTE);
});

Deno.test("applyToAttempt() hands in, opens again and takes out of the count", async () => {
  using test = await testApp();
  const { user, attempt, apply } = await running(test);
  const ended = await apply({ kind: "end" });
  assert.deepEqual([ended.state, ended.submittedBy], ["submitted", "teacher"]);
  assert.ok(ended.receipt);
  await assert.rejects(apply({ kind: "add_time", commandId: "c1", ms: 1 }), { code: "conflict" });

  test.setNow(T0 + LIMIT + 5 * MINUTE);
  const again: Effect = { kind: "reopen", commandId: "c2", ms: 10 * MINUTE, reason: "Power cut" };
  const reopened = await apply(again);
  assert.deepEqual([reopened.state, reopened.receipt], ["in_progress", null]);
  assert.equal(reopened.dueAt, T0 + LIMIT + 11 * MINUTE);
  const receipt = await submit(test.deps, empty(attempt.id, user));
  assert.equal(receipt.submittedAt, T0 + LIMIT + 5 * MINUTE);
  assert.notEqual(receipt.code, ended.receipt.code);

  assert.equal((await apply({ kind: "void", reason: "Wrong class" })).state, "voided");
  await assert.rejects(submit(test.deps, empty(attempt.id, user)), { code: "closed" });
  assert.equal((await apply({ kind: "unvoid", reason: "It was right" })).state, "submitted");
});

Deno.test("a reopened attempt never stands beside another open one", async () => {
  using test = await testApp();
  const { user, attempt, apply } = await running(test, { assignment: { attemptsAllowed: 2 } });
  await submit(test.deps, empty(attempt.id, user));
  await startAttempt(test.deps, { user, assignmentId: attempt.assignmentId });
  const reopen = apply({ kind: "reopen", commandId: "c1", ms: MINUTE, reason: "x" });
  await assert.rejects(reopen, { code: "conflict" });
});

Deno.test("roomChanged() hands in what is over and moves the rest", async () => {
  using test = await testApp();
  const { attempt } = await running(test);
  const { assignments } = test.deps.tables;
  const ref = { schoolId: "s1", id: attempt.assignmentId };
  await assignments.update(ref, (it) => ({ ...it, room: { ...it.room, addedMs: MINUTE } }));
  assert.equal(await roomChanged(test.deps, ref), 1);
  assert.equal((await test.deps.attempts.find(attempt))?.dueAt, T0 + LIMIT + 2 * MINUTE);
  await assignments.update(ref, (it) => ({ ...it, closedAt: T0, graceMs: 0 }));
  test.setNow(T0 + 2 * MINUTE);
  assert.equal(await roomChanged(test.deps, ref), 0);
  assert.equal((await test.deps.attempts.find(attempt))?.state, "submitted");
});

Deno.test("a paused room's attempts are never swept", async () => {
  using test = await testApp();
  const { attempt } = await running(test);
  const ref = { schoolId: "s1", id: attempt.assignmentId };
  await test.deps.tables.assignments.update(
    ref,
    (it) => ({ ...it, room: { ...it.room, pauses: [{ fromAt: T0 + MINUTE, toAt: null }] } }),
  );
  test.setNow(T0 + 10 * LIMIT);
  assert.deepEqual(await sweep(test.deps), { handedIn: 0, abandoned: 0 });
  assert.equal((await test.deps.attempts.find(attempt))?.state, "in_progress");
});

Deno.test("what is over is handed in with nobody looking, each few seconds", async () => {
  using test = await testApp();
  const { jobs, attempts } = test.deps;
  const { attempt } = await running(test);
  jobs.start();
  await jobs.idle();
  assert.equal((await attempts.find(attempt))?.state, "in_progress");
  test.setNow(T0 + LIMIT + MINUTE + 1);
  jobs.ask();
  await jobs.idle();
  assert.notEqual((await attempts.find(attempt))?.receipt, null);
  await jobs.stop();
  assert.ok(test.lines.some(({ event }) => event === "sweep"));
});
