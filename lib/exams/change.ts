import { canonicalJson } from "../model/process/canonical_json.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Exam, ExamDraft, Section } from "../model/exams/exam_schema.ts";
import type { Question } from "../model/questions/question_schema.ts";
import { isTeacher } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import { requireQuestion } from "../questions/access.ts";
import { checkSubject } from "../questions/banks.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { staleError } from "../questions/stale.ts";
import { requireExam, slotDraftId, slotsOf } from "./access.ts";

const MAX_SLOTS = 200;

/** A slot as an editor sends it; the version is the one it has, or the question's newest for a new slot. */
export interface SlotInput {
  slotId: string;
  questionId: string;
  maxMark: number;
  version?: number | undefined;
}
export type SectionInput = Omit<Section, "slots"> & { slots: readonly SlotInput[] };

export type ExamChange =
  & Partial<Pick<Exam, "title" | "description" | "subjectId">>
  & Partial<Pick<ExamDraft, "instructions">>
  & { sections?: readonly SectionInput[] | undefined };

export interface ChangeExam {
  user: User;
  examId: string;
  /** `draftRev` of the test that was edited. */
  draftRev: number;
  change: ExamChange;
}

/**
 * Changes what the next publication will say. The same change again is the same save.
 *
 * @throws {DomainError} `conflict/stale` with the test as it stands when `draftRev` is not its `draftRev`; `not_found`
 * for a question that is not the user's to take; `invalid/fields`.
 */
export async function changeExam(
  deps: AuthoringDeps,
  { user, examId, draftRev, change }: ChangeExam,
): Promise<Exam> {
  const exam = await requireExam(deps, user, examId);
  const { sections, instructions, ...details } = change;
  if (details.subjectId !== undefined) await checkSubject(deps, user, details.subjectId);
  const heads = sections === undefined ? new Map() : await newHeads(deps, user, exam, sections);
  const next = await deps.tables.exams.update(exam, (stored) => {
    const changed = withChange(stored, { details, sections, instructions }, heads);
    if (stored.draftRev !== draftRev || says(changed) === says(stored)) return stored;
    const saved = { draftRev: draftRev + 1, savedBy: user.id, updatedAt: deps.now() };
    return { ...changed, ...saved };
  });
  if (says(withChange(next, { details, sections, instructions }, heads)) !== says(next)) {
    throw await staleExam(deps, user, next);
  }
  return next;
}

/** What of a test a change can touch. */
function says({ title, description, subjectId, draft }: Exam): string {
  return canonicalJson([title, description, subjectId, draft]);
}

function withChange(
  exam: Exam,
  { details, sections, instructions }: {
    details: Omit<ExamChange, "sections" | "instructions">;
    sections: readonly SectionInput[] | undefined;
    instructions: string | undefined;
  },
  heads: ReadonlyMap<string, number>,
): Exam {
  const given = Object.entries(details).filter(([, value]) => value !== undefined);
  const draft = {
    instructions: instructions ?? exam.draft.instructions,
    sections: sections === undefined ? exam.draft.sections : pinned(exam, sections, heads),
  };
  return { ...exam, ...Object.fromEntries(given), draft };
}

/** A slot keeps its version; the number of a new one comes from `heads`. */
function pinned(
  exam: Exam,
  sections: readonly SectionInput[],
  heads: ReadonlyMap<string, number>,
): Section[] {
  const before = new Map(slotsOf(exam).map((slot) => [slot.slotId, slot]));
  return sections.map((section) => ({
    ...section,
    slots: section.slots.map(({ slotId, questionId, maxMark, version }) => {
      const kept = before.get(slotId);
      const own = kept?.questionId === questionId ? kept.version : heads.get(questionId) ?? 0;
      return { slotId, questionId, version: version ?? own, maxMark };
    }),
  }));
}

/** Newest version of each question in `sections` that is not in the test yet. */
async function newHeads(
  deps: AuthoringDeps,
  user: User,
  exam: Exam,
  sections: readonly SectionInput[],
): Promise<Map<string, number>> {
  const slots = sections.flatMap((section) => section.slots);
  checkShape(sections, slots);
  const known = new Map(slotsOf(exam).map((slot) => [slot.questionId, slot]));
  const heads = new Map<string, number>();
  for (const { slotId, questionId, version } of slots) {
    const isNew = !known.has(questionId);
    if (!isNew && version === undefined) continue;
    const question = isNew
      ? (await requireQuestion(deps, user, questionId)).question
      : await deps.tables.questions.find({ schoolId: user.schoolId, id: questionId });
    if (question === null) throw notFound();
    checkVersion(question, version);
    if (isNew && question.headVersion === 0 && !await wasHere(deps, exam, slotId)) {
      throw fieldError("sections", "Finish the question before you use it in another test");
    }
    heads.set(questionId, question.headVersion);
  }
  return heads;
}

/** An unfinished question that was taken out may come back to its slot. */
async function wasHere({ tables }: AuthoringDeps, exam: Exam, slotId: string): Promise<boolean> {
  const id = slotDraftId(exam.id, slotId);
  return await tables.questionDrafts.find({ schoolId: exam.schoolId, id }) !== null;
}

function checkVersion(question: Question, version: number | undefined): void {
  const least = question.headVersion === 0 ? 0 : 1;
  if (version !== undefined && (version < least || version > question.headVersion)) {
    throw fieldError("sections", "Choose a version the question has");
  }
}

function checkShape(sections: readonly SectionInput[], slots: readonly SlotInput[]): void {
  const repeats = (ids: string[]) => new Set(ids).size !== ids.length;
  if (repeats(sections.map(({ id }) => id)) || repeats(slots.map(({ slotId }) => slotId))) {
    throw fieldError("sections", "Give every section and slot its own id");
  }
  if (slots.length > MAX_SLOTS) {
    throw fieldError("sections", `Keep to ${MAX_SLOTS} questions in a test`);
  }
}

function fieldError(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { reason: "fields", fields: [{ path, message }] });
}

/** `conflict/stale`, with the test as it stands. */
export async function staleExam(deps: AuthoringDeps, user: User, exam: Exam): Promise<DomainError> {
  const { title, description, subjectId, draft, draftRev } = exam;
  return await staleError(deps, user, {
    byId: exam.savedBy ?? exam.ownerId,
    at: exam.updatedAt,
    now: { title, description, subjectId, draftRev, ...draft },
  });
}

/** Names who else may edit; only the owner may. @throws {DomainError} `forbidden`; `invalid/fields` for other than teachers. */
export async function setEditors(
  deps: AuthoringDeps,
  { user, examId, editorIds }: { user: User; examId: string; editorIds: readonly string[] },
): Promise<Exam> {
  const exam = await requireExam(deps, user, examId);
  if (exam.ownerId !== user.id) {
    throw new DomainError("forbidden", "Only the owner names who else edits a test");
  }
  const wanted = [...new Set(editorIds)].filter((id) => id !== exam.ownerId);
  const people = await deps.tables.people.findMany(user.schoolId, wanted);
  const teachers = people.filter((it) => isTeacher(it) && it.status !== "suspended");
  if (teachers.length !== wanted.length) {
    throw fieldError("editorIds", "Choose teachers of the school");
  }
  return await deps.tables.exams.update(exam, (it) => ({ ...it, editorIds: wanted }));
}
