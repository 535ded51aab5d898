import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { MarkingRow } from "../model/home/teacher_home.ts";

/** What waits for marks of one test; `null` when nothing does. */
export function markingRow(
  { id, title }: Pick<Assignment, "id" | "title">,
  audience: string,
  grades: readonly GradeDigest[],
): MarkingRow | null {
  const counted = grades.filter(({ voided }) => !voided);
  const open = counted.filter(({ waiting }) => waiting > 0);
  if (open.length === 0) return null;
  const toMark = open.reduce((n, { waiting }) => n + waiting, 0);
  const total = counted.reduce((n, { byHand }) => n + byHand, 0);
  return {
    assignmentId: id,
    title,
    audience,
    toMark,
    done: total - toMark,
    total,
    oldestAt: Math.min(...open.map(({ submittedAt }) => submittedAt)),
  };
}
