import { medianOf } from "../model/statistics/histogram.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { ReleasedExam } from "../model/home/teacher_home.ts";
import { percents } from "./counting.ts";

/** How long a release is news. */
export const RELEASED_MS = 7 * 86_400_000;

/** Whether its results were released within the last week. */
export function isNewlyReleased({ releasedAt }: Assignment, now: number): boolean {
  return releasedAt !== null && now - releasedAt < RELEASED_MS;
}

/** What a released test came to. */
export function releasedExam(
  assignment: Assignment,
  audience: string,
  grades: readonly GradeDigest[],
): ReleasedExam {
  const values = [...percents(assignment, grades).values()];
  return {
    assignmentId: assignment.id,
    title: assignment.title,
    audience,
    results: values.length,
    medianPercent: medianOf(values),
  };
}
