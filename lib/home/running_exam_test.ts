import assert from "node:assert/strict";
import { anAttempt, anOverride, aRight } from "../../tests/worlds/home_builders.ts";
import { anAssignment } from "../../tests/worlds/marking_builders.ts";
import { T0 } from "../../tests/worlds/test_app.ts";
import { isSitting, type RoomRows, runningExam } from "./running_exam.ts";

const HOUR = 3_600_000;
const writing = { state: "in_progress" as const, submittedAt: null };

function rows(overrides: Partial<RoomRows> = {}): RoomRows {
  return {
    assignment: anAssignment(),
    audience: "Class 10 A",
    studentIds: ["st1", "st2", "st3"],
    attempts: [
      anAttempt(),
      anAttempt({ id: "at2", studentId: "st2", ...writing }),
    ],
    overrides: new Map(),
    accommodations: new Map(),
    ...overrides,
  };
}

Deno.test("runningExam() counts each student once: handed in, writing, not started", () => {
  const count = (overrides: Partial<RoomRows>) => {
    const { handedIn, writing, notStarted } = runningExam(rows(overrides), T0 + 5)!;
    return [handedIn, writing, notStarted];
  };
  assert.deepEqual(count({}), [1, 1, 1]);
  const again = anAttempt({ id: "at3", number: 2, ...writing });
  assert.deepEqual(count({ attempts: [anAttempt(), again] }), [0, 1, 2]);
  const overrides = new Map([["st3", anOverride({ studentId: "st3", excused: true })]]);
  assert.deepEqual(count({ overrides }), [1, 1, 0]);
});

Deno.test("runningExam() runs from the opening until the last has handed in", () => {
  const submitted = { attempts: [anAttempt()] };
  assert.equal(runningExam(rows(submitted), T0 - 1), null);
  assert.ok(runningExam(rows(submitted), T0));
  assert.ok(runningExam(rows(submitted), T0 + HOUR - 1));
  assert.equal(runningExam(rows(submitted), T0 + HOUR), null);
  assert.ok(runningExam(rows(), T0 + HOUR));
  const cancelled = anAssignment({ cancelledAt: T0 });
  assert.equal(runningExam(rows({ assignment: cancelled }), T0 + 5), null);
});

Deno.test("runningExam() tells the usual end, and the last one's where somebody has more time", () => {
  const ends = (overrides: Partial<RoomRows>) => {
    const { endsAt, lastAt } = runningExam(rows(overrides), T0 + 5)!;
    return [endsAt, lastAt].map((at) => at === null ? null : (at - T0) / HOUR);
  };
  const assignment = anAssignment({ limitMs: HOUR / 2 });
  assert.deepEqual(ends({}), [1, 1]);
  assert.deepEqual(ends({ assignment }), [.5, .5]);
  const attempts = ["st1", "st2"].map((studentId) =>
    anAttempt({ id: `at-${studentId}`, studentId, ...writing })
  );
  const accommodations = new Map([["st1", aRight()]]);
  assert.deepEqual(ends({ assignment, attempts, accommodations }), [.5, .75]);
  assert.deepEqual(ends({ attempts: [] }), [1, 1]);
  assert.deepEqual(ends({ assignment: anAssignment({ closesAt: null }) }), [null, null]);
  const room = { addedMs: HOUR, pauses: [], entries: [], rev: 1 };
  assert.deepEqual(ends({ assignment: anAssignment({ room }) }), [2, 2]);
});

Deno.test("isSitting() is what is sat in a day, no practice", () => {
  assert.equal(isSitting(anAssignment()), true);
  assert.equal(isSitting(anAssignment({ practice: true })), false);
  assert.equal(isSitting(anAssignment({ closesAt: T0 + 24 * HOUR })), true);
  assert.equal(isSitting(anAssignment({ closesAt: T0 + 24 * HOUR + 1 })), false);
  assert.equal(isSitting(anAssignment({ closesAt: null })), false);
  assert.equal(isSitting(anAssignment({ closesAt: null, limitMs: HOUR })), true);
});
