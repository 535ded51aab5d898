import { notFound } from "../model/process/errors.ts";
import type { Exam, Slot } from "../model/exams/exam_schema.ts";
import type { User } from "../access/user.ts";
import { mayEditExam } from "../access/policy/authoring.ts";
import { requireAuthor } from "../questions/access.ts";
import type { AuthoringDeps } from "../questions/deps.ts";

/** A test that `user` may edit. @throws {DomainError} `forbidden` for other roles; `not_found` for a colleague's. */
export async function requireExam(
  deps: { tables: Pick<AuthoringDeps["tables"], "exams"> },
  user: User,
  id: string,
): Promise<Exam> {
  requireAuthor(user);
  const exam = await deps.tables.exams.find({ schoolId: user.schoolId, id });
  if (exam === null || !mayEditExam(user, exam)) throw notFound();
  return exam;
}

/** Every slot of the draft, in order. */
export function slotsOf({ draft }: Pick<Exam, "draft">): Slot[] {
  return draft.sections.flatMap(({ slots }) => slots);
}

/** @throws {DomainError} `not_found`. */
export function requireSlot(exam: Exam, slotId: string): Slot {
  const slot = slotsOf(exam).find((it) => it.slotId === slotId);
  if (slot === undefined) throw notFound();
  return slot;
}

/** Of the working copy of the question in a slot. */
export function slotDraftId(examId: string, slotId: string): string {
  return `${examId}-${slotId}`;
}
