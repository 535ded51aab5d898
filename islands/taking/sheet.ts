import type { Ack, ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type {
  AttemptSheet,
  OtherVersion,
  StudentAnswer,
} from "../../lib/model/attempts/student_attempt_schema.ts";
import type { OpenJournal } from "./journal.ts";
import type { Change } from "./outbox.ts";

/** In place of a page's name, which no earlier page followed. */
const THIS_PAGE = "";

/** The answers and flags that this page shows, and what it knows of the server's. */
export class Sheet {
  readonly answers = new Map<string, QuestionResponse>();
  readonly others = new Map<string, readonly OtherVersion[]>();
  readonly flagged = new Set<string>();
  /** Server `seq` of the answer that this page's was written over. */
  readonly #known = new Map<string, number>();
  /** Who wrote the server's answer; `null` for nobody. */
  readonly #writers = new Map<string, string | null>();
  /** Flags that were set on this page. */
  readonly #ownFlags = new Set<string>();

  /** @param pending What this browser wrote earlier and the server has not acknowledged: shown where it will be the answer. */
  constructor(
    attempt: AttemptSheet,
    { pending, follows }: Pick<OpenJournal, "pending" | "follows">,
  ) {
    for (const id of attempt.flagged) this.flagged.add(id);
    for (const answer of attempt.answers) this.#take(answer);
    this.carryOn({ pending, follows }, []);
  }

  /**
   * Shows what this browser wrote earlier, but where this page wrote since: there the server makes another version of it.
   *
   * @param waiting Events of this page that are not acknowledged yet.
   * @returns Flags of this page that are to be said again: the earlier ones arrive after them.
   */
  carryOn(
    { pending, follows }: Pick<OpenJournal, "pending" | "follows">,
    waiting: readonly ClientEvent[],
  ): Change[] {
    const own = new Set(waiting.flatMap((it) => it.type === "answered" ? [it.slotId] : []));
    const writers = new Map(this.#writers);
    const again = new Set<string>();
    for (const { writerId, event } of pending) {
      if (event.type === "flagged") {
        if (this.#ownFlags.has(event.slotId)) again.add(event.slotId);
        else this.#flag(event.slotId, event.on);
      }
      if (event.type !== "answered" || own.has(event.slotId)) continue;
      const { slotId, response } = event;
      const writer = writers.get(slotId) ?? null;
      const carried = writer === null || writer === writerId ||
        follows[writerId]?.includes(writer);
      if (event.base < this.#base(slotId) && !carried) continue;
      this.answers.set(slotId, response);
      writers.set(slotId, writerId);
    }
    return [...again].map((slotId) => this.flag(slotId, this.flagged.has(slotId)));
  }

  /** The student's answer; `null` when it is what the page shows already. */
  answer(slotId: string, response: QuestionResponse): Change {
    this.answers.set(slotId, response);
    return { type: "answered", slotId, response, base: this.#base(slotId) };
  }

  flag(slotId: string, on: boolean): Change {
    this.#ownFlags.add(slotId);
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

  /** What the server made of events. @returns Whether an answer stands there that this page has not seen. */
  acked(
    { slots, conflicts, savedAt }: Ack,
    events: readonly ClientEvent[],
    device: string,
  ): boolean {
    const lost = new Map(conflicts.map((it) => [it.slotId, it]));
    let unseen = false;
    for (const event of events) {
      if (event.type !== "answered" || lost.has(event.slotId)) continue;
      const seq = slots[event.slotId];
      if (seq === undefined) unseen = true;
      else {
        this.#known.set(event.slotId, seq);
        this.#writers.set(event.slotId, THIS_PAGE);
      }
    }
    for (const { slotId, seq, parkedSeq, response, n } of lost.values()) {
      const mine = events.find((event) => event.n === n);
      if (mine?.type !== "answered") continue;
      const version = { seq: parkedSeq, at: savedAt, device, response: mine.response };
      this.others.set(slotId, [...this.others.get(slotId) ?? [], version]);
      this.#known.set(slotId, seq);
      this.answers.set(slotId, response);
    }
    return unseen;
  }

  /**
   * Takes over what the server has: everything but what is still on its way there.
   *
   * @param waiting Events not acknowledged yet.
   */
  adopt(attempt: AttemptSheet, waiting: readonly ClientEvent[]): void {
    const answering = new Set(
      waiting.flatMap((it) => it.type === "answered" ? [it.slotId] : []),
    );
    for (const answer of attempt.answers) {
      if (answering.has(answer.slotId)) this.others.set(answer.slotId, answer.others);
      else this.#take(answer);
    }
    this.flagged.clear();
    for (const id of attempt.flagged) this.flagged.add(id);
    for (const it of waiting) if (it.type === "flagged") this.#flag(it.slotId, it.on);
  }

  #take({ slotId, response, seq, others, writerId }: StudentAnswer): void {
    this.answers.set(slotId, response);
    this.#writers.set(slotId, writerId);
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
