import type { Ack, ClientEvent } from "../../lib/model/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/question_schema.ts";
import type {
  AttemptSheet,
  OtherVersion,
  StudentAnswer,
} from "../../lib/model/student_attempt_schema.ts";
import type { JournalEntry } from "./journal.ts";
import type { Change } from "./outbox.ts";

/** The answers and flags that this page shows, and what it knows of the server's. */
export class Sheet {
  readonly answers = new Map<string, QuestionResponse>();
  readonly others = new Map<string, readonly OtherVersion[]>();
  readonly flagged = new Set<string>();
  /** Server `seq` of the answer that this page's was written over. */
  readonly #known = new Map<string, number>();

  /** @param pending What this browser wrote earlier and the server has not acknowledged. */
  constructor(attempt: AttemptSheet, pending: readonly JournalEntry[]) {
    for (const id of attempt.flagged) this.flagged.add(id);
    for (const answer of attempt.answers) this.#take(answer);
    const writers = new Map(attempt.answers.map(({ slotId, writerId }) => [slotId, writerId]));
    const mine = new Set(pending.map(({ writerId }) => writerId));
    for (const { event } of pending) {
      if (event.type === "flagged") this.#flag(event.slotId, event.on);
      if (event.type !== "answered") continue;
      const writer = writers.get(event.slotId) ?? null;
      const lost = event.base < this.#base(event.slotId) && !(writer && mine.has(writer));
      if (!lost) this.answers.set(event.slotId, event.response);
    }
  }

  /** The student's answer; `null` when it is what the page shows already. */
  answer(slotId: string, response: QuestionResponse): Change {
    this.answers.set(slotId, response);
    return { type: "answered", slotId, response, base: this.#base(slotId) };
  }

  flag(slotId: string, on: boolean): Change {
    this.#flag(slotId, on);
    return { type: "flagged", slotId, on };
  }

  /** The student decided about another version. @param keep It becomes the answer. */
  settle(slotId: string, seq: number, keep: boolean): Change[] {
    const others = this.others.get(slotId) ?? [];
    const other = others.find((it) => it.seq === seq);
    if (other === undefined) return [];
    this.others.set(slotId, others.filter((it) => it !== other));
    const unparked: Change = { type: "unparked", slotId, parkedSeq: seq, keep };
    return keep ? [this.answer(slotId, other.response), unparked] : [unparked];
  }

  /** What the server made of events. @returns Slots whose shown answer it replaced. */
  acked(
    { slots, conflicts, savedAt }: Ack,
    events: readonly ClientEvent[],
    device: string,
  ): string[] {
    const lost = new Map(conflicts.map((it) => [it.slotId, it]));
    for (const event of events) {
      if (event.type !== "answered" || lost.has(event.slotId)) continue;
      this.#known.set(event.slotId, slots[event.slotId] ?? 0);
    }
    for (const { slotId, seq, parkedSeq, response, n } of lost.values()) {
      const mine = events.find((event) => event.n === n);
      if (mine?.type !== "answered") continue;
      const version = { seq: parkedSeq, at: savedAt, device, response: mine.response };
      this.others.set(slotId, [...this.others.get(slotId) ?? [], version]);
      this.#known.set(slotId, seq);
      this.answers.set(slotId, response);
    }
    return [...lost.keys()];
  }

  /** Takes over what another page or the server changed. @param waiting Slots whose answer here is still on its way. */
  adopt(attempt: AttemptSheet, waiting: ReadonlySet<string>): string[] {
    const changed: string[] = [];
    for (const answer of attempt.answers) {
      this.others.set(answer.slotId, answer.others);
      if (waiting.has(answer.slotId) || answer.seq === this.#base(answer.slotId)) continue;
      this.#take(answer);
      changed.push(answer.slotId);
    }
    this.flagged.clear();
    for (const id of attempt.flagged) this.flagged.add(id);
    return changed;
  }

  #take({ slotId, response, seq, others }: StudentAnswer): void {
    this.answers.set(slotId, response);
    this.others.set(slotId, others);
    this.#known.set(slotId, seq);
  }

  #base(slotId: string): number {
    return this.#known.get(slotId) ?? 0;
  }

  #flag(slotId: string, on: boolean): void {
    if (on) this.flagged.add(slotId);
    else this.flagged.delete(slotId);
  }
}
