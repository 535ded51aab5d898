import { requireRun } from "../assignments/assignments.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { notFound } from "../model/process/errors.ts";
import type { Slot } from "../model/exams/exam_schema.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { QuestionVersion, RubricVersion } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import type { MarkingDeps } from "./marking_deps.ts";

/** A question of an assigned test, with what marking needs of it. */
export interface MarkingSlot {
  assignment: Assignment;
  slot: Slot;
  /** Counts from 1 in the order the test was written. */
  number: number;
  question: QuestionVersion;
  rubric: RubricVersion | null;
}

/** @throws {DomainError} `not_found` for a slot the test does not have, or a test `user` does not mark. */
export async function requireSlot(
  deps: MarkingDeps,
  user: User,
  { assignmentId, slotId }: { assignmentId: string; slotId: string },
): Promise<MarkingSlot> {
  const assignment = await requireRun(deps, user, assignmentId);
  const slots = await slotsOf(deps, assignment);
  const at = slots.findIndex((it) => it.slotId === slotId);
  const slot = slots[at];
  if (!slot) throw notFound();
  const { schoolId } = assignment;
  const question = await deps.tables.questionVersions.find({
    schoolId,
    id: `${slot.questionId}-${slot.version}`,
  });
  if (question === null) throw new Error(`Cannot find question of slot ${slotId}`);
  return {
    assignment,
    slot,
    number: at + 1,
    question,
    rubric: await rubricOf(deps, question),
  };
}

/** Every slot of the assigned version, in the order the test was written. */
export async function slotsOf(
  { tables }: Pick<MarkingDeps, "tables">,
  { schoolId, examId, examVersion }: Pick<Assignment, "schoolId" | "examId" | "examVersion">,
): Promise<Slot[]> {
  const version = await tables.examVersions.find({ schoolId, id: `${examId}-${examVersion}` });
  if (version === null) throw new Error(`Cannot find version ${examVersion} of exam ${examId}`);
  return version.sections.flatMap(({ slots }) => slots);
}

async function rubricOf(
  { tables }: MarkingDeps,
  { schoolId, content }: QuestionVersion,
): Promise<RubricVersion | null> {
  const id = content.kind === "essay" ? content.key.rubricVersionId : null;
  return id === null ? null : await tables.rubricVersions.find({ schoolId, id });
}

/** The grade of an attempt whose assignment `user` marks, and that assignment. @throws {DomainError} `not_found`. */
export async function requireGrade(
  deps: MarkingDeps,
  user: User,
  attemptId: string,
): Promise<{ grade: Grade; assignment: Assignment }> {
  const grade = await deps.tables.grades.find({ schoolId: user.schoolId, id: attemptId });
  if (grade === null) throw notFound();
  return { grade, assignment: await requireRun(deps, user, grade.assignmentId) };
}
