import type { ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { Journal, JournalEntry } from "./journal.ts";

/** An event before it has its number. */
export type Change = ClientEvent extends infer E ? E extends unknown ? Omit<E, "n"> : never : never;

/** Body bytes and events of one batch; the server takes 64 KiB and 50. */
const BATCH_BYTES = 62_000;
const BATCH_EVENTS = 50;

interface Queued {
  event: ClientEvent;
  /** Was handed to the network, so the server may have it: it never changes again. */
  sent: boolean;
  /** On this device's disk. */
  kept: boolean;
  bytes: number;
}

/**
 * What one page wrote and the server has not acknowledged, numbered from 1 without a gap. The journal follows a moment behind.
 */
export class Outbox {
  readonly writerId: string;
  /** Pages of this browser whose work this one carried on without having seen it on the server. */
  readonly follows: readonly string[];
  readonly #attemptId: string;
  readonly #journal: Journal;
  readonly #onKept: () => void;
  #queue: Queued[] = [];
  #lastN = 0;
  #dirty = new Set<Queued>();
  /** What the journal did not take: offered again with the next writing. */
  #again = new Set<Queued>();
  #writing = false;

  constructor(
    { attemptId, writerId, follows, journal, onKept }: {
      attemptId: string;
      writerId: string;
      follows: readonly string[];
      journal: Journal;
      /** Something reached the journal, or failed to. */
      onKept: () => void;
    },
    entries: readonly JournalEntry[] = [],
  ) {
    this.#attemptId = attemptId;
    this.writerId = writerId;
    this.follows = follows;
    this.#journal = journal;
    this.#onKept = onKept;
    this.#queue = entries.map(({ event }) => ({
      event,
      sent: true,
      kept: true,
      bytes: bytesOf(event),
    }));
    this.#lastN = entries.at(-1)?.event.n ?? 0;
  }

  get lastN(): number {
    return this.#lastN;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  get events(): readonly ClientEvent[] {
    return this.#queue.map(({ event }) => event);
  }

  /** Adds a change. A newer answer takes the place of one to the same question that was never sent. */
  add(change: Change): void {
    const waiting = change.type === "answered"
      ? this.#queue.find(({ event, sent }) =>
        !sent && event.type === "answered" && event.slotId === change.slotId
      )
      : undefined;
    const event = { ...change, n: waiting?.event.n ?? ++this.#lastN } as ClientEvent;
    const queued = waiting ?? { event, sent: false, kept: false, bytes: 0 };
    Object.assign(queued, { event, kept: false, bytes: bytesOf(event) });
    if (waiting === undefined) this.#queue.push(queued);
    this.#dirty.add(queued);
    this.#write();
  }

  /** The next events to send, from now on unchangeable. @param most At most so many. */
  batch(most: number = BATCH_EVENTS): ClientEvent[] {
    const events: ClientEvent[] = [];
    let bytes = 0;
    for (const queued of this.#queue) {
      bytes += queued.bytes;
      if (events.length > 0 && (events.length >= most || bytes > BATCH_BYTES)) break;
      queued.sent = true;
      events.push(queued.event);
    }
    return events;
  }

  /** Everything up to `n` is on the server. @returns The events that are done with. */
  acked(n: number): ClientEvent[] {
    const done = this.#queue.filter(({ event }) => event.n <= n);
    if (done.length === 0) return [];
    this.#queue = this.#queue.filter(({ event }) => event.n > n);
    for (const queued of done) {
      this.#dirty.delete(queued);
      this.#again.delete(queued);
    }
    this.#journal.drop(this.#attemptId, this.writerId, n).catch(() => {
      // Left in the journal it is sent again at the next load, and the server passes over it.
    });
    return done.map(({ event }) => event);
  }

  /** The page goes out of sight and may be carried on by another: nothing written so far changes any more. */
  seal(): void {
    for (const queued of this.#queue) queued.sent = true;
  }

  /** Whether a question's newest answer is still on its way, and on this device's disk. */
  stateOf(slotId: string): { waiting: boolean; kept: boolean } {
    const mine = this.#queue.filter(({ event }) =>
      event.type === "answered" && event.slotId === slotId
    );
    return {
      waiting: mine.length > 0,
      kept: this.#journal.durable && mine.every(({ kept }) => kept),
    };
  }

  /** One write at a time, each with everything that changed since. */
  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#dirty.size > 0) {
      const batch = [...new Set([...this.#again, ...this.#dirty])];
      const written = batch.map(({ event }) => event);
      this.#dirty.clear();
      this.#again.clear();
      const entries = written.map((event) => ({
        attemptId: this.#attemptId,
        writerId: this.writerId,
        event,
      }));
      const kept = await this.#journal.put(entries).then(() => true, () => false);
      batch.forEach((queued, i) => queued.kept = kept && queued.event === written[i]);
      if (kept) await this.#forgetAcked(written);
      else for (const queued of batch) if (this.#queue.includes(queued)) this.#again.add(queued);
      this.#onKept();
    }
    this.#writing = false;
  }

  /** An acknowledgement may have overtaken the journal. */
  async #forgetAcked(written: readonly ClientEvent[]): Promise<void> {
    const done = written.filter(({ n }) => !this.#queue.some(({ event }) => event.n === n));
    const last = Math.max(0, ...done.map(({ n }) => n));
    if (last > 0) await this.#journal.drop(this.#attemptId, this.writerId, last).catch(() => {});
  }
}

function bytesOf(event: ClientEvent): number {
  return new TextEncoder().encode(JSON.stringify(event)).length + 1;
}
