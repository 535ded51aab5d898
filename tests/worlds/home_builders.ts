import { bareAttempt } from "../../lib/attempts/projection.ts";
import type { Assignment, Override } from "../../lib/model/assignments/assignment_schema.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import type { GradeDigest } from "../../lib/grading/grade_digest_schema.ts";
import type { Accommodation } from "../../lib/model/people/people_schema.ts";
import { anAssignment } from "./marking_builders.ts";
import { T0 } from "./test_app.ts";

const row = (id: string) => ({ id, schoolId: "s1", createdAt: T0 });

/** Of `as1`, complete, 4 of 6 marks. */
export function aDigest(overrides: Partial<GradeDigest> = {}): GradeDigest {
  return {
    id: "at1",
    assignmentId: "as1",
    studentId: "st1",
    number: 1,
    submittedAt: T0 + 1_000,
    mark: 4,
    maxMark: 6,
    state: "complete",
    voided: false,
    waiting: 0,
    byHand: 1,
    marked: 3,
    ...overrides,
  };
}

/** Of `st1` at `as1`, handed in a second after {@linkcode T0}. */
export function anAttempt(overrides: Partial<Attempt> = {}): Attempt {
  const identity = { assignmentId: "as1", examId: "e1", examVersion: 1, studentId: "st1" };
  return {
    ...bareAttempt({ ...row("at1"), ...identity, number: 1 }),
    state: "submitted",
    submittedAt: T0 + 1_000,
    ...overrides,
  };
}

export function anOverride(overrides: Partial<Override> = {}): Override {
  return {
    ...row("as1-st1"),
    assignmentId: "as1",
    studentId: "st1",
    opensAt: null,
    closesAt: null,
    limitMs: null,
    extraMs: 0,
    attemptsAllowed: null,
    excused: false,
    makeUp: false,
    reason: "",
    byId: "t1",
    rev: 0,
    ...overrides,
  };
}

/** Half as much time again for `st1`. */
export function aRight(overrides: Partial<Accommodation> = {}): Accommodation {
  return {
    ...row("st1"),
    personId: "st1",
    timeFactor: 1.5,
    display: { scale: 1, contrast: "normal", font: "system" },
    hideTimer: false,
    validFromAt: 0,
    validToAt: null,
    grantedBy: "office",
    note: "",
    rev: 0,
    ...overrides,
  };
}

/** Released a day after it closed. */
export function aReleased(overrides: Partial<Assignment> = {}): Assignment {
  return anAssignment({ releasedAt: T0 + 3_600_000 + 86_400_000, releaseNo: 1, ...overrides });
}
