import { answeredAsOf, readFromMemory, watchingReads } from "../store/outage/staleness.ts";
import type { KeyedMutex } from "./keyed_mutex.ts";

interface Done<T> {
  value: T;
  /** When the oldest of what it rests on was true; `null`: all was read. */
  asOf: number | null;
}

/**
 * Work that is too heavy to be done for each asker: whoever asks while the same is under way, or waits for its turn, gets
 * what comes of that, as it was when that began to read.
 */
export class SharedWork<T> {
  readonly #turns: KeyedMutex;
  readonly #underWay = new Map<string, Promise<Done<T>>>();

  /** @param turns Shared by all work of which one may run at a time. */
  constructor(turns: KeyedMutex) {
    this.#turns = turns;
  }

  /**
   * What comes of `work`, once for all who ask under `key` meanwhile. It fails for all of them alike; the next one tries anew.
   *
   * @param key All that it depends on, such as the school.
   */
  async of(key: string, work: () => Promise<T>): Promise<T> {
    const found = this.#underWay.get(key) ?? this.#begin(key, work);
    const { value, asOf } = await found;
    // It was read in the first asker's request; every answer says how old it is.
    if (asOf !== null) readFromMemory(asOf);
    return value;
  }

  #begin(key: string, work: () => Promise<T>): Promise<Done<T>> {
    const begun = this.#turns.take(
      "",
      () => watchingReads(async () => ({ value: await work(), asOf: answeredAsOf() })),
    ).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, begun);
    return begun;
  }
}
