import { isMemberWhile } from "../assignments/membership.ts";
import type { Override } from "../model/assignments/assignment_schema.ts";
import { assignmentPhase } from "../attempts/deadline.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { Enrolment } from "../model/people/people_schema.ts";
import type { GivenExam } from "./school_cells.ts";

export interface SatExam {
  assignment: GivenExam;
  grades: readonly GradeDigest[];
  overrides: ReadonlyMap<string, Override>;
  /** Of the class it was given to, past ones too; empty for named persons. */
  enrolments: readonly Enrolment[];
}

/** Whether it counts for the participation: closed, and no practice. */
export function isCounted(assignment: GivenExam, now: number): boolean {
  return !assignment.practice && assignmentPhase(assignment, now) === "closed";
}

/** Who was to sit a closed test, and how many of them did. Practices and tests still open count for nothing. */
export function participation(
  { assignment, grades, overrides, enrolments }: SatExam,
  now: number,
): { handedIn: number; expected: number } {
  if (!isCounted(assignment, now)) return { handedIn: 0, expected: 0 };
  const sat = new Set(grades.filter(({ voided }) => !voided).map(({ studentId }) => studentId));
  const meant = audience(assignment, enrolments).filter((id) => {
    const override = overrides.get(id);
    return !override?.excused && !mayStillSit(override, now);
  });
  return { handedIn: sat.size, expected: new Set([...meant, ...sat]).size };
}

/** Who was given a later end by name is missing only after it. */
function mayStillSit(override: Override | undefined, now: number): boolean {
  return (override?.closesAt ?? 0) > now;
}

function audience(
  { audience, opensAt, closesAt, closedAt }: GivenExam,
  enrolments: readonly Enrolment[],
): string[] {
  if (audience.kind === "people") return audience.studentIds;
  const end = Math.min(closesAt ?? Infinity, closedAt ?? Infinity);
  return enrolments.filter((it) => isMemberWhile(it, { opensAt, closesAt: end }))
    .map(({ studentId }) => studentId);
}
