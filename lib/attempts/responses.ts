import type { Paper, PaperSlot } from "../model/attempts/attempt_schema.ts";
import type { ClientEvent } from "../model/attempts/attempt_wire_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { QuestionResponse } from "../model/questions/question_schema.ts";

/**
 * Checks what a page wrote against the paper.
 *
 * @throws {DomainError} `invalid` for a slot that is not in it, a response of another kind, an option it does not have.
 */
export function checkAgainstPaper({ slots }: Paper, events: readonly ClientEvent[]): void {
  const bySlot = new Map(slots.map((slot) => [slot.slotId, slot]));
  for (const event of events) {
    const slot = bySlot.get(event.slotId);
    if (slot === undefined || (event.type === "answered" && !fits(slot, event.response))) {
      throw new DomainError("invalid", "This answer does not fit its question", {
        detail: { n: event.n, slotId: event.slotId },
      });
    }
  }
}

function fits(slot: PaperSlot, response: QuestionResponse): boolean {
  if (response === null) return true;
  if (response.kind !== slot.kind) return false;
  switch (response.kind) {
    case "choice_one":
      return slot.order.includes(response.optionId);
    case "choice_many":
      return response.optionIds.every((id, i, all) =>
        slot.order.includes(id) && all.indexOf(id) === i
      );
    case "numerical":
      return response.unitId === null || slot.units.includes(response.unitId);
    case "essay":
      return slot.maxChars === null || response.text.length <= slot.maxChars;
    default:
      return true;
  }
}
