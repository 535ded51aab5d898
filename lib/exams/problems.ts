import { DomainError, type FieldError } from "../model/process/errors.ts";
import type { Exam, Slot } from "../model/exams/exam_schema.ts";
import type { Question } from "../model/questions/question_schema.ts";
import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { type Finished, finished } from "../questions/finished.ts";
import { findVersion, isVersion } from "../questions/versions.ts";
import { workAt } from "../questions/drafts.ts";
import { slotPlace } from "./slots.ts";

/** One slot with what stands in it now, published or not. */
export interface ReadSlot {
  slot: Slot;
  /** `null`: deleted. */
  question: Question | null;
  content: DraftContent | null;
  /** Typed and not yet a version. */
  open: boolean;
  /** What stops this slot from being published; `path` is a field of the question. */
  problems: FieldError[];
}

/** Every slot of the draft, with what there is to mend. */
export async function readSlots(deps: AuthoringDeps, exam: Exam): Promise<ReadSlot[]> {
  const slots = exam.draft.sections.flatMap((section) => section.slots);
  const ids = [...new Set(slots.map(({ questionId }) => questionId))];
  const found = await deps.tables.questions.findMany(exam.schoolId, ids);
  const questions = new Map(found.map((it) => [it.id, it]));
  return await Promise.all(slots.map((slot) => readOne(deps, exam, slot, questions)));
}

async function readOne(
  deps: AuthoringDeps,
  exam: Exam,
  slot: Slot,
  questions: ReadonlyMap<string, Question>,
): Promise<ReadSlot> {
  const question = questions.get(slot.questionId) ?? null;
  const gone = { slot, question, content: null, open: false };
  if (question === null) return { ...gone, problems: [whole("This question was deleted")] };
  const work = await workAt(deps, slotPlace(exam, slot)).catch(missing);
  if (work === null) return { ...gone, problems: [whole("Write this question, or take it out")] };
  const { content, rubric, open } = work;
  const read = { slot, question, content, open };
  if (!open) return { ...read, problems: notReady(question) };
  const result = await finished(content, rubric);
  const clash = await elsewhere(deps, question, { headSeen: work.headSeen, result });
  return { ...read, problems: [...clash, ...(result.ok ? notReady(question) : result.problems)] };
}

function missing(error: unknown): null {
  if (error instanceof DomainError && error.code === "not_found") return null;
  throw error;
}

function whole(message: string): FieldError {
  return { path: "", message };
}

function notReady(question: Question): FieldError[] {
  return question.state === "draft" ? [whole("Check this question in the bank first")] : [];
}

/** The question got another version while it was being changed here. */
async function elsewhere(
  deps: AuthoringDeps,
  question: Question,
  { headSeen, result }: { headSeen: number | null; result: Finished },
): Promise<FieldError[]> {
  if (headSeen === question.headVersion) return [];
  const head = await findVersion(deps, question, question.headVersion);
  if (head && result.ok && await isVersion(deps, head, result)) return [];
  return [{ path: "version", message: "This question was changed elsewhere: choose a text" }];
}
