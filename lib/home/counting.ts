import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { counted } from "../results/counting.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";

/** Per cent of every student with a complete result at one assignment. */
export function percents(
  { counts }: Pick<Assignment, "counts">,
  grades: readonly GradeDigest[],
): Map<string, number> {
  const found = new Map<string, number>();
  for (const [studentId, own] of Map.groupBy(grades, (it) => it.studentId)) {
    const result = counted(own, counts);
    if (result === null || result.provisional || result.percent === null) continue;
    found.set(studentId, result.percent);
  }
  return found;
}
