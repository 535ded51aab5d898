import { isAway } from "./away.ts";
import type { JournalEntry, OutageJournal } from "./journal.ts";

/**
 * A journal that all processes share, with this process's own behind it: what the shared one cannot take now is kept in the
 * own one, if there is any.
 */
export class SharedOutageJournal implements OutageJournal {
  readonly #shared: OutageJournal;
  readonly #own: OutageJournal | null;
  /** Ids that the shared one was not told of yet. */
  #toRemove: string[] = [];

  constructor(shared: OutageJournal, own: OutageJournal | null) {
    this.#shared = shared;
    this.#own = own;
  }

  async append(entry: JournalEntry): Promise<void> {
    try {
      await this.#shared.append(entry);
    } catch (error) {
      if (!isAway(error) || this.#own === null) throw error;
      await this.#own.append(entry);
    }
  }

  async news(): Promise<JournalEntry[]> {
    if (this.#toRemove.length > 0) await this.remove([]);
    const own = await this.#own?.news() ?? [];
    const shared = await this.#asked((it) => it.news(), []);
    if (own.length === 0) return shared;
    // Ids of one process sort in the order of their making.
    return [...own, ...shared].sort((a, b) => a.id < b.id ? -1 : 1);
  }

  async present(ids: readonly string[]): Promise<Set<string>> {
    const own = this.#own === null ? [] : await this.#own.present(ids);
    const shared = await this.#asked((it) => it.present(ids), new Set(ids));
    return new Set([...own, ...shared]);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#own?.remove(ids);
    const all = [...this.#toRemove, ...ids];
    this.#toRemove = all;
    const removed = await this.#asked((it) => it.remove(all).then(() => true), false);
    if (removed) this.#toRemove = this.#toRemove.filter((id) => !all.includes(id));
  }

  async park(entry: JournalEntry, why: string): Promise<void> {
    try {
      await this.#shared.park(entry, why);
    } catch (error) {
      if (!isAway(error) || this.#own === null) throw error;
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

  /** @param otherwise While the shared one is away. */
  async #asked<T>(ask: (shared: OutageJournal) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await ask(this.#shared);
    } catch (error) {
      if (isAway(error)) return otherwise;
      throw error;
    }
  }
}
