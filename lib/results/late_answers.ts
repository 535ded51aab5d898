import { type KeptAnswer, keptAnswers } from "../attempts/kept_answers.ts";
import type { Answer, AttemptEvent } from "../model/attempts/attempt_schema.ts";
import { responseText } from "../questions/response_text.ts";
import type { SlotContent } from "./figures.ts";

/** An answer that came when it could not count: after the grace, or during a pause. */
export interface LateAnswer extends Pick<KeptAnswer, "slotId" | "at" | "why" | "standing"> {
  /** The question's number in the student's order. */
  number: number;
  /** As plain text; empty where the answer was taken out; `null` where it may not be seen. */
  text: string | null;
}

/** The last of each question that came too late or during a pause, in order of their arrival. */
export function lateAnswers(
  events: readonly AttemptEvent[],
  { answers, slots, numberOf }: {
    answers: ReadonlyMap<string, Answer>;
    slots: readonly SlotContent[];
    numberOf: (slotId: string) => number | null;
  },
): LateAnswer[] {
  return keptAnswers(events, answers).flatMap(({ slotId, at, why, standing, response }) => {
    const content = slots.find(({ slot }) => slot.slotId === slotId)?.content;
    const number = numberOf(slotId);
    if (content === undefined || number === null) return [];
    return [{ slotId, number, at, why, standing, text: responseText(content, response) }];
  });
}
