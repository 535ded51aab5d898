import type { AttemptEvent } from "../model/attempt_schema.ts";
import { responseText } from "../model/response_text.ts";
import type { SlotContent } from "./figures.ts";

/** An answer that came after the grace and does not count. */
export interface LateAnswer {
  /** The question's number in the student's order. */
  number: number;
  at: number;
  /** As plain text; empty where the answer was taken out. */
  text: string;
}

/** Answers that came too late, the last of each question, in order of their arrival. */
export function lateAnswers(
  events: readonly AttemptEvent[],
  { slots, numberOf }: {
    slots: readonly SlotContent[];
    numberOf: (slotId: string) => number | null;
  },
): LateAnswer[] {
  const found = new Map<string, LateAnswer>();
  for (const { at, data } of events) {
    if (data.type !== "late_refused" || data.slotId === null) continue;
    const { slotId, response } = data;
    const content = slots.find(({ slot }) => slot.slotId === slotId)?.content;
    const number = numberOf(slotId);
    if (content === undefined || number === null) continue;
    found.delete(slotId);
    found.set(slotId, { number, at, text: responseText(content, response) });
  }
  return [...found.values()];
}
