import { ticks } from "../../lib/browser/ticks.ts";
import { draftMark, type DraftRules, type MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import { newSheet } from "./desk_sheet.ts";
import { type Desk, type DeskAction, type DeskEffect, unsavedOf } from "./desk_state.ts";
import { deskStep } from "./desk_step.ts";
import { KeptDrafts } from "./kept_drafts.ts";
import * as api from "./marking_api.ts";

/** A claim lasts 5 minutes; it is renewed at most this often while the marker writes. */
const RENEW_MS = 60_000;

export interface DeskStart extends api.DeskPlace, DraftRules {
  /** `null` when nothing waits. */
  answer: MarkingAnswer | null;
  /** What a form brought for it and was not taken; `null` for nothing. */
  typed: MarkDraft | null;
  marked: number;
  total: number;
  /** Attempts in the queue's order. */
  order: string[];
}

/** The marking of one question on a page: carries out what `deskStep()` asks for and brings the replies back to it. */
export class DeskSession {
  readonly #place: api.DeskPlace;
  readonly #kept: KeptDrafts;
  #desk: Desk;
  #ahead: { for: string; reply: ReturnType<typeof api.fetchNext> } | null = null;
  #renewedAt = 0;
  onDesk: (desk: Desk) => void = () => {};

  constructor(start: DeskStart) {
    const { assignmentId, slotId, answer } = start;
    this.#place = { assignmentId, slotId };
    this.#kept = new KeptDrafts(slotId);
    this.#desk = firstDesk(start, answer, start.typed);
  }

  get desk(): Desk {
    return this.#desk;
  }

  /** Takes the first answer, once the page is alive. */
  open(): void {
    this.do({ is: "opened", kept: this.#kept.found() });
  }

  /** Gives the answer back, as when the page is left. */
  close(): void {
    const { shown } = this.#desk;
    if (shown !== null) this.#run({ do: "drop", attemptId: shown });
  }

  /** Whether leaving the page now loses something. */
  get wouldLose(): boolean {
    return unsavedOf(this.#desk).length > 0;
  }

  do(action: DeskAction): void {
    const before = this.#desk.sheets;
    const { desk, effects } = deskStep(this.#desk, action);
    this.#desk = desk;
    for (const [id, sheet] of Object.entries(desk.sheets)) {
      if (sheet !== before[id]) this.#kept.keep(sheet);
    }
    for (const effect of effects) this.#run(effect);
    const due = ticks() - this.#renewedAt >= RENEW_MS;
    if (action.is === "edited" && due) this.#run({ do: "claim", attemptId: action.attemptId });
    this.onDesk(desk);
  }

  /** Asks the server; whatever it answers, and whenever, goes through `do()`. */
  async #run(effect: DeskEffect): Promise<void> {
    const { slotId } = this.#place;
    switch (effect.do) {
      case "mark": {
        const { id, attemptId } = effect;
        return this.do({ is: "marked", id, attemptId, reply: await this.#send(effect) });
      }
      case "undo": {
        const { id, attemptId, rev } = effect;
        const reply = await api.sendUndo({ attemptId, slotId, rev });
        return this.do({ is: "undone", id, reply });
      }
      case "next": {
        const reply = await this.#next(effect);
        return this.do({ is: "next", id: effect.id, reply });
      }
      case "answer": {
        const reply = await api.fetchAnswer(this.#place, effect.attemptId);
        return this.do({ is: "answer", id: effect.id, reply });
      }
      case "claim": {
        const { attemptId } = effect;
        this.#renewedAt = ticks();
        const reply = await api.claim({ attemptId, slotId });
        this.do({ is: "claimed", attemptId, reply });
        if (reply.ok && this.#desk.shown === attemptId) this.#fetchAhead(attemptId);
        return;
      }
      case "drop":
        await api.dropClaim({ attemptId: effect.attemptId, slotId });
    }
  }

  #send(
    { attemptId, rev, draft }: Extract<DeskEffect, { do: "mark" }>,
  ): ReturnType<typeof api.sendMark> {
    const { rules } = this.#desk;
    const ruled = rules.rubric !== null;
    return api.sendMark({
      attemptId,
      slotId: this.#place.slotId,
      rev,
      mark: ruled ? null : draftMark(draft, rules),
      rubric: ruled ? draft.levels : null,
      comment: draft.comment,
    });
  }

  async #next(
    { after, skip }: Extract<DeskEffect, { do: "next" }>,
  ): ReturnType<typeof api.fetchNext> {
    const ahead = this.#ahead;
    this.#ahead = null;
    const reply = ahead?.for === aheadKey(after, skip) ? await ahead.reply : null;
    return reply?.ok ? reply : await api.fetchNext(this.#place, after, skip);
  }

  #fetchAhead(after: string): void {
    const { skip } = this.#desk;
    const key = aheadKey(after, skip);
    if (this.#ahead?.for === key) return;
    this.#ahead = { for: key, reply: api.fetchNext(this.#place, after, skip) };
  }
}

const aheadKey = (after: string, skip: readonly string[]) => [after, ...skip].join();

/** As the server rendered it. */
export function firstDesk(
  { rubric, maxMark, order, marked }: Pick<DeskStart, "order" | "marked" | keyof DraftRules>,
  answer: MarkingAnswer | null,
  typed: MarkDraft | null = null,
): Desk {
  const kept = answer && typed && { rev: answer.rev, draft: typed, lost: [] };
  return {
    rules: { rubric, maxMark },
    order,
    sheets: answer ? { [answer.attemptId]: newSheet(answer, kept) } : {},
    kept: {},
    shown: answer?.attemptId ?? null,
    touched: false,
    going: null,
    undoing: null,
    undoable: null,
    skip: [],
    marked,
    note: "",
    lastId: 0,
  };
}
