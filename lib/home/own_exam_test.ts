import assert from "node:assert/strict";
import {
  aDigest,
  anAttempt,
  anOverride,
  aReleased,
  aRight,
} from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { T0 } from "../../tests/worlds/test_app.ts";
import { PRACTICE_REVIEW, TEST_REVIEW } from "../review/review_fields.ts";
import { ownExam, type OwnExamRows } from "./own_exam.ts";

const HOUR = 3_600_000;

function rows(overrides: Partial<OwnExamRows> = {}): OwnExamRows {
  return {
    assignment: anAssignment(),
    subject: "Science",
    override: null,
    accommodation: null,
    attempts: [],
    grades: [],
    inAudience: true,
    closedForEveryone: false,
    ...overrides,
  };
}
const state = (overrides: Partial<OwnExamRows>, now: number) => ownExam(rows(overrides), now).state;

Deno.test("ownExam() is scheduled, open and missed by the student's own window", () => {
  assert.deepEqual(state({}, T0 - 1), { kind: "scheduled", opensAt: T0 });
  assert.deepEqual(state({}, T0), { kind: "open", closesAt: T0 + HOUR, cutMs: null });
  assert.deepEqual(state({}, T0 + HOUR), { kind: "missed", at: T0 + HOUR });
  const override = anOverride({ opensAt: T0 + 2 * HOUR, closesAt: T0 + 3 * HOUR });
  assert.equal(state({ override }, T0 + HOUR).kind, "scheduled");
  assert.equal(state({ override }, T0 + 2 * HOUR).kind, "open");
});

Deno.test("ownExam() gives extra time and says what a late start leaves", () => {
  const assignment = anAssignment({ limitMs: HOUR / 2 });
  const late = ownExam(rows({ assignment }), T0 + HOUR - 600_000);
  assert.deepEqual(late.state, { kind: "open", closesAt: T0 + HOUR, cutMs: 600_000 });
  const more = ownExam(rows({ assignment, accommodation: aRight() }), T0 + HOUR - 600_000);
  assert.equal(more.limitMs, HOUR * 0.75);
  assert.deepEqual(more.state, { kind: "open", closesAt: T0 + HOUR * 1.25, cutMs: 1_500_000 });
});

Deno.test("ownExam() is being written until it is handed in", () => {
  const attempts = [anAttempt({ state: "in_progress", submittedAt: null })];
  assert.deepEqual(state({ attempts }, T0 + 5), {
    kind: "writing",
    attemptId: "at1",
    deadlineAt: T0 + HOUR,
    paused: false,
  });
  const room = { addedMs: 0, pauses: [{ fromAt: T0, toAt: null }], entries: [], rev: 1 };
  const paused = state({ attempts, assignment: anAssignment({ room }) }, T0 + 5);
  assert.ok(paused.kind === "writing" && paused.paused);
});

Deno.test("ownExam() tells no mark before the rules show it", () => {
  const grades = [aDigest()];
  const attempts = [anAttempt()];
  const handedIn = { kind: "handed_in" as const, attemptId: "at1", at: T0 + 1_000 };
  assert.deepEqual(state({ attempts, grades }, T0 + 2_000), handedIn);
  const result = { kind: "result" as const, attemptId: "at1", mark: 4, maxMark: 6, waiting: 0 };
  assert.deepEqual(state({ attempts, grades, assignment: aReleased() }, T0 + 2_000), result);
  const never = aReleased({ review: { ...TEST_REVIEW, mark: "never" } });
  assert.deepEqual(state({ attempts, grades, assignment: never }, T0 + 2_000), handedIn);
  const atClose = anAssignment({ review: { ...TEST_REVIEW, mark: "closed" } });
  assert.deepEqual(state({ attempts, grades, assignment: atClose }, T0 + 2_000), handedIn);
  const closed = { attempts, grades, assignment: atClose, closedForEveryone: true };
  assert.deepEqual(state(closed, T0 + 2_000), result);
});

Deno.test("ownExam() shows what is marked so far, and says what waits", () => {
  const grades = [aDigest({ state: "partial", waiting: 1 })];
  const got = state({ attempts: [anAttempt()], grades, assignment: aReleased() }, T0 + 2_000);
  assert.ok(got.kind === "result" && got.waiting === 1);
});

Deno.test("ownExam() counts the best of a practice and lets it be taken again", () => {
  const assignment = anAssignment({
    practice: true,
    attemptsAllowed: null,
    review: PRACTICE_REVIEW,
  });
  const attempts = [anAttempt(), anAttempt({ id: "at2", number: 2 })];
  const grades = [aDigest({ mark: 5 }), aDigest({ id: "at2", number: 2, mark: 3 })];
  const exam = ownExam(rows({ assignment, attempts, grades }), T0 + 2_000);
  assert.ok(exam.state.kind === "result" && exam.state.mark === 5);
  assert.equal(exam.again, true);
  assert.equal(ownExam(rows({ assignment, attempts, grades }), T0 + HOUR).again, false);
});

Deno.test("ownExam() ends without hand-in, by excuse, abandonment, or voiding", () => {
  assert.equal(state({ override: anOverride({ excused: true }) }, T0).kind, "excused");
  const abandoned = [anAttempt({ state: "abandoned", submittedAt: null })];
  assert.equal(state({ attempts: abandoned }, T0 + HOUR).kind, "ended");
  const voided = [anAttempt({ state: "voided" })];
  assert.equal(state({ attempts: voided }, T0 + HOUR).kind, "ended");
  assert.equal(state({ attempts: voided }, T0 + 5).kind, "open");
});

Deno.test("ownExam() lets a leaver go on and see results, but start nothing", () => {
  assert.equal(ownExam(rows({ inAudience: false }), T0 + 5).state.kind, "missed");
  const attempts = [anAttempt({ state: "in_progress", submittedAt: null })];
  assert.equal(state({ inAudience: false, attempts }, T0 + 5).kind, "writing");
});
