import { keyOf } from "../store.ts";
import type { JournalEntry } from "./journal.ts";

/** What the journal holds and the store has not, by attempt, in order. */
export class Waiting {
  readonly #entries = new Map<string, JournalEntry[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get keys(): string[] {
    return [...this.#entries.keys()];
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  of(key: string): readonly JournalEntry[] {
    return this.#entries.get(key) ?? [];
  }

  /** @returns Whether it was not known yet. */
  add(entry: JournalEntry): boolean {
    const key = keyOf({ schoolId: entry.schoolId, id: entry.attemptId });
    const list = this.#entries.get(key) ?? [];
    if (list.some(({ id }) => id === entry.id)) return false;
    this.#entries.set(key, [...list, entry]);
    this.#size++;
    return true;
  }

  remove(key: string, done: readonly JournalEntry[]): void {
    const ids = new Set(done.map(({ id }) => id));
    const list = this.of(key);
    const rest = list.filter(({ id }) => !ids.has(id));
    this.#size -= list.length - rest.length;
    if (rest.length > 0) this.#entries.set(key, rest);
    else this.#entries.delete(key);
  }
}
