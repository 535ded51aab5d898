import { type Draw, shuffled } from "./draws.ts";
import type { Paper, PaperSlot } from "../model/attempts/attempt_schema.ts";
import type { ExamVersion, Slot } from "../model/exams/exam_schema.ts";
import type { QuestionContent, QuestionVersion } from "../model/questions/question_schema.ts";

/**
 * The paper of one attempt: slots in section order, shuffled where the section says so, and the options of each question.
 * It is drawn once, when the attempt begins, and follows from nothing that is kept or known.
 *
 * @param versions Of every slot, by `<questionId>-<version>`.
 * @throws {Error} when a version is missing.
 */
export function buildPaper(
  exam: Pick<ExamVersion, "sections">,
  versions: ReadonlyMap<string, QuestionVersion>,
  draw: Draw,
): Paper {
  const slots = exam.sections.flatMap((section) => {
    const order = section.shuffle ? shuffled(section.slots, draw) : section.slots;
    return order.map((slot) => paperSlot(section.id, slot, { versions, draw }));
  });
  return { slots };
}

function paperSlot(
  sectionId: string,
  { slotId, questionId, version, maxMark }: Slot,
  { versions, draw }: { versions: ReadonlyMap<string, QuestionVersion>; draw: Draw },
): PaperSlot {
  const content = versions.get(`${questionId}-${version}`)?.content;
  if (content === undefined) throw new Error(`Cannot find question ${questionId}-${version}`);
  return {
    slotId,
    sectionId,
    questionId,
    version,
    kind: content.kind,
    order: optionOrder(content, draw),
    units: content.kind === "numerical" ? content.body.units.map(({ id }) => id) : [],
    maxChars: content.kind === "essay" ? content.body.maxChars : null,
    maxMark,
  };
}

function optionOrder(content: QuestionContent, draw: Draw): string[] {
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  const ids = content.body.options.map(({ id }) => id);
  return content.body.shuffle ? shuffled(ids, draw) : ids;
}
