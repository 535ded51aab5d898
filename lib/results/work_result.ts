import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { counted } from "./counting.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { WorkResult } from "../model/results/student_work_schema.ts";

export interface SatTest {
  assignment: Assignment;
  subject: string | null;
  access: { results: boolean };
  /** The student's. */
  digests: readonly GradeDigest[];
}

/** What a student has from a released test or a practice; `null` while nothing is out, or nothing counts. */
export function workResult(
  { assignment, subject, access, digests }: SatTest,
): WorkResult | null {
  const { id, title, subjectId, practice, releasedAt } = assignment;
  const result = counted(digests, assignment.counts);
  if (result === null || (releasedAt === null && !practice)) return null;
  const { grade, mark, maxMark } = result;
  return {
    assignmentId: id,
    attemptId: grade.id,
    title,
    subjectId,
    subject,
    practice,
    releasedAt,
    at: releasedAt ?? grade.submittedAt,
    submittedAt: grade.submittedAt,
    mark,
    maxMark,
    percent: result.provisional ? null : result.percent,
    waiting: grade.waiting,
    mayOpen: access.results,
  };
}
