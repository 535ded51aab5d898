import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Paper, PaperSlot } from "../model/attempt_schema.ts";
import type { ExamVersion, Slot } from "../model/exam_schema.ts";
import type { QuestionContent, QuestionVersion } from "../model/question_schema.ts";

/**
 * The paper of one attempt: slots in section order, shuffled where the section says so, and the options of each question.
 *
 * @param seed The attempt's id: the same attempt always gives the same paper.
 * @param versions Of every slot, by `<questionId>-<version>`.
 * @throws {Error} when a version is missing.
 */
export function buildPaper(
  exam: Pick<ExamVersion, "sections">,
  versions: ReadonlyMap<string, QuestionVersion>,
  seed: string,
): Paper {
  const slots = exam.sections.flatMap((section) => {
    const order = section.shuffle
      ? shuffled(section.slots, `${seed}/${section.id}`)
      : section.slots;
    return order.map((slot) => paperSlot(section.id, slot, { versions, seed }));
  });
  return { slots };
}

function paperSlot(
  sectionId: string,
  { slotId, questionId, version, maxMark }: Slot,
  { versions, seed }: { versions: ReadonlyMap<string, QuestionVersion>; seed: string },
): PaperSlot {
  const content = versions.get(`${questionId}-${version}`)?.content;
  if (content === undefined) throw new Error(`Cannot find question ${questionId}-${version}`);
  return {
    slotId,
    sectionId,
    questionId,
    version,
    kind: content.kind,
    order: optionOrder(content, `${seed}/${slotId}`),
    units: content.kind === "numerical" ? content.body.units.map(({ id }) => id) : [],
    maxChars: content.kind === "essay" ? content.body.maxChars : null,
    maxMark,
  };
}

function optionOrder(content: QuestionContent, seed: string): string[] {
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  const ids = content.body.options.map(({ id }) => id);
  return content.body.shuffle ? shuffled(ids, seed) : ids;
}

/** Fisher-Yates by a stream of SHA-256: even, and the same for the same seed. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const digest = sha256(utf8ToBytes(`${seed}/${i}`));
    const random = new DataView(digest.buffer, digest.byteOffset).getUint32(0);
    const j = random % (i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
