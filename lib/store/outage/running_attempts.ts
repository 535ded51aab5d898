import { LRUCache } from "lru-cache";
import { isOpen, type Projection } from "../../attempts/projection.ts";
import type { Attempt, Paper } from "../../model/attempts/attempt_schema.ts";
import { keyOf, type RowRef } from "../store.ts";

/** Everything about an attempt that its student needs. */
export interface WholeState extends Projection {
  paper: Paper;
}

const MOST = 5_000;
/** A closed attempt is still asked for by its page for a while. */
const CLOSED_MS = 600_000;

/** Attempts that run, as this process last saw them, for when the store is away. */
export class RunningAttempts {
  readonly #states = new LRUCache<string, WholeState>({ max: MOST });

  /** Newest event seen of those that are being read whole. */
  readonly #learning = new Map<string, number>();

  get(ref: RowRef): WholeState | undefined {
    return this.#states.get(keyOf(ref));
  }

  /** Whether it is known, or about to be. */
  has(key: string): boolean {
    return this.#states.has(key) || this.#learning.has(key);
  }

  set(state: WholeState): void {
    const ttl = isOpen(state.attempt) ? 0 : CLOSED_MS;
    this.#states.set(keyOf(state.attempt), state, { ttl });
  }

  forget(ref: RowRef): void {
    this.#states.delete(keyOf(ref));
  }

  /** Some may have changed unseen. */
  clear(): void {
    this.#states.clear();
    for (const key of this.#learning.keys()) this.#learning.set(key, Infinity);
  }

  /** Reads an attempt that is not known, unless that is under way. */
  async learn(ref: RowRef, read: () => Promise<WholeState | null>): Promise<void> {
    const key = keyOf(ref);
    if (this.has(key)) return;
    this.#learning.set(key, 0);
    try {
      const state = await read();
      // What was written while it was read may be missing in it.
      if (state !== null && state.attempt.seq >= this.#learning.get(key)!) this.set(state);
    } finally {
      this.#learning.delete(key);
    }
  }

  /**
   * Takes over what the store made of an attempt. What changed elsewhere in between makes it unknown; an answer that was
   * overtaken by a newer one says nothing new.
   *
   * @param added Events that this change added.
   */
  took({ attempt, answers }: Projection, added: number): void {
    const known = this.#known(attempt);
    if (known === undefined || known.attempt.seq > attempt.seq) return;
    if (attempt.seq - added !== known.attempt.seq) return this.forget(attempt);
    this.set({ attempt, answers: new Map([...known.answers, ...answers]), paper: known.paper });
  }

  /** The same for what another process made of it, which may be known already. */
  heard(change: Projection, added: number): void {
    const known = this.#known(change.attempt);
    if (known === undefined) return;
    if (known.attempt.seq === change.attempt.seq) this.saw(change.attempt);
    else this.took(change, added);
  }

  /** The head as it was read. */
  saw(attempt: Attempt): void {
    const known = this.#known(attempt);
    if (known === undefined) return;
    if (known.attempt.seq === attempt.seq) this.set({ ...known, attempt });
    else if (known.attempt.seq < attempt.seq) this.forget(attempt);
  }

  #known(attempt: Attempt): WholeState | undefined {
    const key = keyOf(attempt);
    const learning = this.#learning.get(key);
    if (learning !== undefined) this.#learning.set(key, Math.max(learning, attempt.seq));
    return this.#states.get(key);
  }
}
