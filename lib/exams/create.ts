import { idWithin, newId, shortId, shortIdWithin } from "../process/ids.ts";
import { cutText } from "../model/process/common_schema.ts";
import type { Exam, Slot } from "../model/exams/exam_schema.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import { requireAuthor } from "../questions/access.ts";
import { checkSubject } from "../questions/banks.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { isOpen } from "../questions/drafts.ts";
import { insertQuestion } from "../questions/write.ts";
import { requireExam, slotDraftId } from "./access.ts";

export interface CreateExam {
  user: User;
  /** Of the request, so that it makes one test however often it is sent. */
  id?: string | undefined;
  title: string;
  description?: string | undefined;
  subjectId?: string | null | undefined;
}

/** A test with one empty section. */
export async function createExam(
  deps: AuthoringDeps,
  { user, id = newId(), title, description = "", subjectId = null }: CreateExam,
): Promise<Exam> {
  requireAuthor(user);
  await checkSubject(deps, user, subjectId);
  const section = { id: shortId(), title: "", intro: "", shuffle: false, slots: [] };
  const exam: Exam = {
    ...newExam(deps, user, id),
    title,
    description,
    subjectId,
    draft: { sections: [section], instructions: "" },
  };
  return await deps.tables.exams.ensure(exam);
}

function newExam(
  { now }: AuthoringDeps,
  { id: userId, schoolId }: User,
  id: string,
): Omit<Exam, "title" | "description" | "subjectId" | "draft"> {
  return {
    id,
    schoolId,
    createdAt: now(),
    ownerId: userId,
    editorIds: [],
    state: "draft",
    draftRev: 0,
    publishedVersion: null,
    publishedRev: null,
    updatedAt: now(),
    savedBy: userId,
  };
}

/** The user's own copy of a test's draft, with what was typed and not yet published. The questions stay the same ones. */
export async function copyExam(
  deps: AuthoringDeps,
  { user, id = newId(), examId }: { user: User; id?: string | undefined; examId: string },
): Promise<Exam> {
  const from = await requireExam(deps, user, examId);
  const made = await deps.tables.exams.find({ schoolId: user.schoolId, id });
  if (made !== null) return made;
  const copy = newExam(deps, user, id);
  const sections = [];
  for (const section of from.draft.sections) {
    const slots: Slot[] = [];
    for (const slot of section.slots) {
      const copied = await copySlot(deps, user, { from, slot, examId: copy.id });
      if (copied !== null) slots.push(copied);
    }
    sections.push({ ...section, id: shortId(), slots });
  }
  const exam: Exam = {
    ...copy,
    title: cutText(`Copy of ${from.title}`, 200),
    description: from.description,
    subjectId: from.subjectId,
    draft: { sections, instructions: from.draft.instructions },
  };
  return await deps.tables.exams.ensure(exam);
}

/** A question that was never finished becomes a question of its own; `null` where nothing is left of it. */
async function copySlot(
  deps: AuthoringDeps,
  user: User,
  { from, slot, examId }: { from: Exam; slot: Slot; examId: string },
): Promise<Slot | null> {
  const copied = { ...slot, slotId: shortIdWithin(examId, slot.slotId) };
  const { schoolId } = user;
  const draft = await deps.tables.questionDrafts.find({
    schoolId,
    id: slotDraftId(from.id, slot.slotId),
  });
  if (draft === null || !isOpen(draft)) return slot.version === 0 ? null : copied;
  if (slot.version === 0) {
    const id = idWithin(examId, slot.slotId);
    copied.questionId = (await insertQuestion(deps, { user, id, content: draft.content })).id;
  }
  await deps.tables.questionDrafts.ensure({
    ...draft,
    id: slotDraftId(examId, copied.slotId),
    createdAt: deps.now(),
    questionId: copied.questionId,
    examId,
    slotId: copied.slotId,
    rev: 1,
    settledRev: 0,
  });
  return copied;
}

/** Removes a test with all that is only its own, its row last; its questions stay in their banks. */
export async function removeExam({ tables }: AuthoringDeps, exam: Exam): Promise<void> {
  const [versions, drafts] = await Promise.all([
    listAll(tables.examVersions, "byExam", exam.schoolId, [exam.id]),
    listAll(tables.questionDrafts, "byExam", exam.schoolId, [exam.id]),
  ]);
  await Promise.all([
    ...versions.map((it) => tables.examVersions.remove(it)),
    ...drafts.map((it) => tables.questionDrafts.remove(it)),
  ]);
  await tables.exams.remove(exam);
}
