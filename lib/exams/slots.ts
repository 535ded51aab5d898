import { blankContent } from "../grading/blank_content.ts";
import { newId, shortIdWithin } from "../process/ids.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Exam, Slot } from "../model/exams/exam_schema.ts";
import type { DraftInput, QuestionDraft } from "../model/questions/question_draft_schema.ts";
import type { Question, QuestionBank, QuestionKind } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import {
  beginDraft,
  chooseDraft,
  saveDraft,
  type Work,
  workAt,
  type WorkPlace,
} from "../questions/drafts.ts";
import { duplicateQuestion, insertQuestion } from "../questions/write.ts";
import { requireExam, requireSlot, slotDraftId, slotsOf } from "./access.ts";

const MAX_SLOTS = 200;

export interface SlotWork {
  slot: Slot;
  question: Question;
  /** The writer may change the question here; else only take it as it is, or copy it. */
  mayEdit: boolean;
  work: Work;
}

/** A test is written together: its owner's and its editors' questions may be changed in it by each of them. */
export function mayEditInExam(exam: Exam, bank: QuestionBank | null): boolean {
  return bank !== null && [exam.ownerId, ...exam.editorIds].includes(bank.ownerId);
}

/** Where the question of a slot is worked on. */
export function slotPlace(exam: Exam, { slotId, questionId, version }: Slot): WorkPlace {
  return { schoolId: exam.schoolId, draftId: slotDraftId(exam.id, slotId), questionId, version };
}

interface SlotCommand {
  user: User;
  examId: string;
  slotId: string;
}

/** What a slot's editor shows. @throws {DomainError} `not_found` for the test, the slot or a question that was deleted. */
export async function readSlot(
  deps: AuthoringDeps,
  { user, examId, slotId }: SlotCommand,
): Promise<SlotWork> {
  const exam = await requireExam(deps, user, examId);
  const slot = requireSlot(exam, slotId);
  const { question, bank } = await questionIn(deps, exam, slot);
  const work = await workAt(deps, slotPlace(exam, slot));
  return { slot, question, mayEdit: mayEditInExam(exam, bank), work };
}

async function questionIn(
  { tables }: AuthoringDeps,
  { schoolId }: Exam,
  { questionId }: Slot,
): Promise<{ question: Question; bank: QuestionBank | null }> {
  const question = await tables.questions.find({ schoolId, id: questionId });
  if (question === null) throw notFound();
  return {
    question,
    bank: await tables.questionBanks.find({ schoolId, id: question.bankId }),
  };
}

/** Keeps what was typed in a slot. @throws {DomainError} `conflict/stale`; `forbidden` for a colleague's question. */
export async function saveSlot(
  deps: AuthoringDeps,
  { user, examId, slotId, input }: SlotCommand & { input: DraftInput },
): Promise<QuestionDraft> {
  const exam = await requireExam(deps, user, examId);
  const slot = requireSlot(exam, slotId);
  const { question, bank } = await questionIn(deps, exam, slot);
  if (!mayEditInExam(exam, bank)) {
    throw new DomainError("forbidden", "This belongs to a colleague: make a copy to change it");
  }
  const place = { id: slotDraftId(examId, slotId), examId, slotId };
  const draft = await saveDraft(deps, { user, question, place, input });
  await touch(deps, exam);
  return draft;
}

/** Lists are by time of change; a minute is exact enough and spares a write per keystroke. */
async function touch({ tables, now }: AuthoringDeps, exam: Exam): Promise<void> {
  if (now() - exam.updatedAt < 60_000) return;
  await tables.exams.update(exam, (it) => ({ ...it, updatedAt: now() }));
}

export interface AddQuestion {
  user: User;
  /** Of the request, so that it adds one question however often it is sent. */
  id?: string | undefined;
  examId: string;
  sectionId: string;
  kind: QuestionKind;
}

/** A new, empty question at the end of a section. @throws {DomainError} `not_found` for the section. */
export async function addQuestion(
  deps: AuthoringDeps,
  { user, id, examId, sectionId, kind }: AddQuestion,
): Promise<{ exam: Exam; slotId: string }> {
  const exam = await requireExam(deps, user, examId);
  if (!exam.draft.sections.some(({ id }) => id === sectionId)) throw notFound();
  const content = blankContent(kind, null);
  const question = await insertQuestion(deps, { user, id, content, subjectId: exam.subjectId });
  const slotId = shortIdWithin(question.id, "slot");
  const place = { id: slotDraftId(examId, slotId), examId, slotId };
  await beginDraft(deps, { user, question, place, content });
  const slot = { slotId, questionId: question.id, version: 0, maxMark: content.defaultMark };
  return { slotId, exam: await appendSlot(deps, { user, exam, sectionId, slot }) };
}

/** Puts a finished question at the end of a test; a new one, however often it is sent, once. @throws {DomainError} `not_found`. */
export async function appendQuestion(
  deps: AuthoringDeps,
  { user, examId, question }: { user: User; examId: string; question: Question },
): Promise<Exam> {
  const exam = await requireExam(deps, user, examId);
  const slot = {
    slotId: shortIdWithin(question.id, exam.id),
    questionId: question.id,
    version: question.headVersion,
    maxMark: question.defaultMark,
  };
  return await appendSlot(deps, { user, exam, sectionId: exam.draft.sections.at(-1)!.id, slot });
}

/** Adds to whatever the test holds now, so it needs no `draftRev`. */
async function appendSlot(
  { tables, now }: AuthoringDeps,
  { user, exam, sectionId, slot }: { user: User; exam: Exam; sectionId: string; slot: Slot },
): Promise<Exam> {
  return await tables.exams.update(exam, (it) => {
    if (slotsOf(it).some(({ slotId }) => slotId === slot.slotId)) return it;
    if (slotsOf(it).length >= MAX_SLOTS) {
      throw new DomainError("invalid", `Keep to ${MAX_SLOTS} questions in a test`, {
        reason: "fields",
        fields: [{ path: "sections", message: `Keep to ${MAX_SLOTS} questions in a test` }],
      });
    }
    const into = it.draft.sections.find(({ id }) => id === sectionId) ?? it.draft.sections.at(-1)!;
    const sections = it.draft.sections.map((section) =>
      section === into ? { ...section, slots: [...section.slots, slot] } : section
    );
    return changed(it, sections, { by: user, at: now() });
  });
}

function changed(
  exam: Exam,
  sections: Exam["draft"]["sections"],
  { by, at }: { by: User; at: number },
): Exam {
  const draft = { ...exam.draft, sections };
  return { ...exam, draft, draftRev: exam.draftRev + 1, savedBy: by.id, updatedAt: at };
}

/** Puts an own copy of a colleague's question into the slot, so that it can be changed. @param id Of the request, as for {@linkcode addQuestion}. */
export async function copyIntoSlot(
  deps: AuthoringDeps,
  { user, id = newId(), examId, slotId }: SlotCommand & { id?: string | undefined },
): Promise<{ exam: Exam; slotId: string }> {
  const exam = await requireExam(deps, user, examId);
  const copyId = shortIdWithin(id, "slot");
  if (slotsOf(exam).some((it) => it.slotId === copyId)) return { exam, slotId: copyId };
  const slot = requireSlot(exam, slotId);
  const { question, version } = await duplicateQuestion(deps, {
    user,
    id,
    questionId: slot.questionId,
  });
  const copy: Slot = {
    slotId: copyId,
    questionId: question.id,
    version: version.version,
    maxMark: slot.maxMark,
  };
  const next = await deps.tables.exams.update(exam, (it) => {
    const sections = it.draft.sections.map((section) => ({
      ...section,
      slots: section.slots.map((old) => old.slotId === slotId ? copy : old),
    }));
    return changed(it, sections, { by: user, at: deps.now() });
  });
  return { exam: next, slotId: copy.slotId };
}

/**
 * Settles two texts of one question: `mine` keeps what is typed here as what the next version will say, `theirs` drops it
 * for the newest version.
 */
export async function chooseText(
  deps: AuthoringDeps,
  { user, examId, slotId, keep }: SlotCommand & { keep: "mine" | "theirs" },
): Promise<Exam> {
  const exam = await requireExam(deps, user, examId);
  const slot = requireSlot(exam, slotId);
  const { question } = await questionIn(deps, exam, slot);
  await chooseDraft(deps, question, { draftId: slotDraftId(examId, slotId), keep });
  if (keep === "mine" || slot.version === question.headVersion) return exam;
  return await deps.tables.exams.update(exam, (it) => {
    const sections = it.draft.sections.map((section) => ({
      ...section,
      slots: section.slots.map((old) =>
        old.slotId === slotId ? { ...old, version: question.headVersion } : old
      ),
    }));
    return changed(it, sections, { by: user, at: deps.now() });
  });
}
