import { within } from "../../lib/browser/within.ts";
import {
  type Journal,
  type JournalEntry,
  type JournalStore,
  type JournalWatcher,
  opening,
  type OpenJournal,
  type WriterRow,
} from "./journal.ts";

/** So long a page waits for its browser's store before it goes on without, milliseconds. */
const WAIT_MS = 2_000;

/**
 * The journal of one page while its browser's store is absent, late, failing, or has stopped to answer: no step waits longer
 * than `waitMs` for it, and `durable` says how it is.
 */
export class DeviceJournal implements Journal {
  readonly #connect: () => Promise<JournalStore>;
  readonly #waitMs: number;
  /** What is written, and under which names, until there is a store. */
  #loose: JournalEntry[] = [];
  #rows: WriterRow[] = [];
  #store: JournalStore | null = null;
  #isWiped = false;
  #isDurable = false;
  #watcher: JournalWatcher | null = null;

  /** @param connect To the browser's store. May throw, fail or never answer. */
  constructor(connect: () => Promise<JournalStore>, waitMs = WAIT_MS) {
    this.#connect = connect;
    this.#waitMs = waitMs;
  }

  get durable(): boolean {
    return this.#isDurable;
  }

  watch(watcher: JournalWatcher): void {
    this.#watcher = watcher;
  }

  async open(attemptId: string, live: readonly string[]): Promise<OpenJournal> {
    if (this.#store !== null) {
      const again = await within(this.#store.open(attemptId, live), this.#waitMs);
      if (again !== null) return again;
      this.#setDurable(false);
    } else if (this.#rows.length === 0) {
      const first = await this.#first(attemptId, live);
      if (first !== null) return first;
    }
    const { row, opened } = opening(attemptId, { rows: this.#rows, entries: this.#loose, live });
    this.#rows.push(row);
    return opened;
  }

  async put(entries: readonly JournalEntry[]): Promise<void> {
    if (this.#store !== null) return await this.#watched(this.#store.put(entries));
    const names = new Set(entries.map(nameOf));
    this.#loose = [...this.#loose.filter((it) => !names.has(nameOf(it))), ...entries];
  }

  async drop(attemptId: string, writerId: string, upTo: number): Promise<void> {
    this.#loose = this.#loose.filter((it) => it.writerId !== writerId || it.event.n > upTo);
    if (this.#store) await within(this.#store.drop(attemptId, writerId, upTo), this.#waitMs);
  }

  async wipe(attemptId: string): Promise<void> {
    this.#isWiped = true;
    this.#loose = [];
    if (this.#store) await within(this.#store.wipe(attemptId), this.#waitMs);
  }

  /** What the store says in time; `null` when the page has to begin without. */
  async #first(attemptId: string, live: readonly string[]): Promise<OpenJournal | null> {
    let isLate = false;
    const open = async () => {
      const store = await this.#connect();
      const opened = await store.open(attemptId, live);
      if (isLate) return await this.#came(attemptId, store, opened);
      this.#store = store;
      this.#setDurable(true);
      return opened;
    };
    const first = await within(open(), this.#waitMs);
    isLate = true;
    return first;
  }

  /** The page has begun: what it wrote so far goes into the store, and what the store held to the page. */
  async #came(attemptId: string, store: JournalStore, opened: OpenJournal): Promise<OpenJournal> {
    if (this.#isWiped) return opened;
    const names = this.#rows.map(({ writerId }) => writerId);
    await store.adopt(attemptId, opened.writerId, names);
    if (this.#isWiped) return opened;
    // From here on in the order of writing: first what is loose now, then what is put later.
    this.#store = store;
    const loose = this.#loose;
    this.#loose = [];
    const follows = { ...opened.follows };
    follows[opened.writerId] = [...follows[opened.writerId] ?? [], ...names].slice(-20);
    const putting = this.#watched(store.put(loose));
    this.#watcher?.came({ ...opened, follows });
    await putting;
    return opened;
  }

  /** Knows that the store keeps nothing while a writing fails, or does not end. */
  async #watched(putting: Promise<void>): Promise<void> {
    const slow = setTimeout(() => this.#setDurable(false), this.#waitMs);
    try {
      await putting;
      this.#setDurable(true);
    } catch (error) {
      this.#setDurable(false);
      throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  #setDurable(is: boolean): void {
    if (is === this.#isDurable) return;
    this.#isDurable = is;
    this.#watcher?.changed();
  }
}

function nameOf({ attemptId, writerId, event }: JournalEntry): string {
  return `${attemptId} ${writerId} ${event.n}`;
}
