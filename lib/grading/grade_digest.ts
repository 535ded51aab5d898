import type { GradeDigest } from "./grade_digest_schema.ts";
import type { Grade } from "./grade_schema.ts";

/** What lists and figures need of a grade. */
export function gradeDigest(grade: Grade): GradeDigest {
  const { id, assignmentId, studentId, number, submittedAt, mark, maxMark, state, voided } = grade;
  const waiting = new Set(grade.waiting);
  const seen = new Set(grade.marks.map(({ slotId }) => slotId));
  return {
    id,
    assignmentId,
    studentId,
    number,
    submittedAt,
    mark,
    maxMark,
    state,
    voided,
    waiting: waiting.size,
    byHand: new Set([...grade.manual, ...waiting]).size,
    marked: [...seen].filter((slotId) => !waiting.has(slotId)).length,
  };
}
