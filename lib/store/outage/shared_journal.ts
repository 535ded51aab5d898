import { keyOf } from "../store.ts";
import { isAway } from "./away.ts";
import type { JournalEntry, OutageJournal } from "./journal.ts";

/**
 * A journal that all processes share, with this process's own behind it: what the shared one cannot take now is kept in the
 * own one, if there is any, and everything that follows on it too.
 */
export class SharedOutageJournal implements OutageJournal {
  readonly #shared: OutageJournal;
  readonly #own: OutageJournal | null;
  readonly #fault: (error: Error) => void;
  /** What waits in the own one: attempts by entry. */
  readonly #inOwn = new Map<string, string>();
  /** Ids that the shared one was not told of yet. */
  #toRemove: string[] = [];

  /** @param fault Hears of what is no outage. */
  constructor(
    shared: OutageJournal,
    own: OutageJournal | null,
    fault: (error: Error) => void = () => {},
  ) {
    this.#shared = shared;
    this.#own = own;
    this.#fault = fault;
  }

  async append(entry: JournalEntry): Promise<void> {
    // In two places, what came first could be carried out last, and be passed over.
    const follows = new Set(this.#inOwn.values()).has(attemptOf(entry));
    if (follows || !await this.#appendToShared(entry)) await this.#appendToOwn(entry);
  }

  async news(): Promise<JournalEntry[]> {
    if (this.#toRemove.length > 0) await this.remove([]);
    const own = await this.#own?.news() ?? [];
    for (const entry of own) this.#inOwn.set(entry.id, attemptOf(entry));
    const shared = await this.#asked((it) => it.news(), []);
    if (own.length === 0) return shared;
    // Ids of one process sort in the order of their making.
    return [...own, ...shared].sort((a, b) => a.id < b.id ? -1 : 1);
  }

  carriedOut(ids: readonly string[]): Promise<Set<string>> {
    return this.#asked((it) => it.carriedOut(ids), new Set<string>());
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#own?.remove(ids);
    for (const id of ids) this.#inOwn.delete(id);
    const all = [...this.#toRemove, ...ids];
    this.#toRemove = all;
    const removed = await this.#asked((it) => it.remove(all).then(() => true), false);
    if (removed) this.#toRemove = this.#toRemove.filter((id) => !all.includes(id));
  }

  async park(entry: JournalEntry, why: string): Promise<void> {
    try {
      await this.#shared.park(entry, why);
    } catch (error) {
      if (this.#own === null) throw error;
      await this.#own.park(entry, why);
    }
  }

  async parked(): Promise<number> {
    const own = await this.#own?.parked() ?? 0;
    return own + await this.#asked((it) => it.parked(), 0);
  }

  isOpen(): boolean {
    return this.#shared.isOpen() || this.#own !== null;
  }

  /** @returns Whether it was taken. */
  async #appendToShared(entry: JournalEntry): Promise<boolean> {
    try {
      await this.#shared.append(entry);
      return true;
    } catch (error) {
      if (this.#own === null) throw error;
      if (!isAway(error)) this.#fault(error as Error);
      return false;
    }
  }

  async #appendToOwn(entry: JournalEntry): Promise<void> {
    await this.#own?.append(entry);
    this.#inOwn.set(entry.id, attemptOf(entry));
  }

  /** @param otherwise While the shared one is away. */
  async #asked<T>(ask: (shared: OutageJournal) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await ask(this.#shared);
    } catch (error) {
      if (!isAway(error)) this.#fault(error as Error);
      return otherwise;
    }
  }
}

function attemptOf({ schoolId, attemptId }: JournalEntry): string {
  return keyOf({ schoolId, id: attemptId });
}
