import { randomBytes } from "../../lib/browser/random.ts";
import type { ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";

/** Something a page wrote and the server has not acknowledged. */
export interface JournalEntry {
  attemptId: string;
  writerId: string;
  event: ClientEvent;
}

export interface OpenJournal {
  /** A new name for this page; those of later pages sort after it. */
  writerId: string;
  /** Pages of this browser that wrote in this attempt before, the oldest first. */
  earlier: string[];
  /** What they wrote and nobody acknowledged, in the order of writing; without pages that are still open. */
  pending: JournalEntry[];
  /** By writer, this one and those with something pending: whose work it carried on without having seen it on the server. */
  follows: Readonly<Record<string, readonly string[]>>;
}

/** Keeps what the student wrote on this device until the server has it. */
export interface Journal {
  /** Whether what is kept outlives the page, as far as is known now. */
  readonly durable: boolean;
  /** Names a new page. @param live Pages of this browser that are still open. */
  open(attemptId: string, live: readonly string[]): Promise<OpenJournal>;
  /** On disk when it resolves. An entry with the same writer and number is replaced. */
  put(entries: readonly JournalEntry[]): Promise<void>;
  /** Forgets a writer's entries up to a number. */
  drop(attemptId: string, writerId: string, upTo: number): Promise<void>;
  /** Forgets everything of an attempt. */
  wipe(attemptId: string): Promise<void>;
  /** For a journal whose store may come late, or fail on the way. */
  watch?(watcher: JournalWatcher): void;
}

/** A journal that holds what earlier pages left. */
export interface JournalStore extends Journal {
  /** Makes names that a page had before it got the name `heir` here known as earlier pages. @param names The oldest first. */
  adopt(attemptId: string, heir: string, names: readonly string[]): Promise<void>;
}

export interface JournalWatcher {
  /** `durable` is another. */
  changed(): void;
  /** The store answered after the page had begun: what it held, and a new name for the page. */
  came(opened: OpenJournal): void;
}

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Names the page after its number in this browser, and 12 random letters that tell browsers apart. */
export function newWriterId(number: number): string {
  const random = Array.from(
    randomBytes(12),
    (byte) => LETTERS[byte % LETTERS.length],
  );
  return `w${number.toString(36).padStart(5, "0")}${random.join("")}`;
}

/** In the order of writing: by page, then by number. @param rows Of all pages, the oldest first. */
function inOrder(rows: readonly WriterRow[]): (a: JournalEntry, b: JournalEntry) => number {
  const places = new Map(rows.map(({ writerId }, i) => [writerId, i]));
  const place = ({ writerId }: JournalEntry) => places.get(writerId) ?? -1;
  return (a, b) => place(a) - place(b) || a.event.n - b.event.n;
}

/** A page of this browser, as the journal knows it. */
export interface WriterRow {
  attemptId: string;
  /** Counts the pages of this browser, from 0. */
  number: number;
  writerId: string;
  follows: readonly string[];
}

/**
 * What a new page finds, and the row to keep of it.
 *
 * @param rows Of the pages before, the oldest first. @param entries All of the attempt.
 */
export function opening(
  attemptId: string,
  { rows, entries, live }: {
    rows: readonly WriterRow[];
    entries: readonly JournalEntry[];
    live: readonly string[];
  },
): { row: WriterRow; opened: OpenJournal } {
  const pending = entries.filter((it) => !live.includes(it.writerId)).toSorted(inOrder(rows));
  const left = [...new Set(pending.map((it) => it.writerId))];
  const known = new Map(rows.map((it) => [it.writerId, it.follows]));
  const carried = left.flatMap((id) => [...known.get(id) ?? [], id]);
  const number = (rows.at(-1)?.number ?? -1) + 1;
  const row = {
    attemptId,
    number,
    writerId: newWriterId(number),
    follows: [...new Set(carried)].slice(-20),
  };
  const follows = Object.fromEntries([
    ...left.map((id) => [id, known.get(id) ?? []]),
    [row.writerId, row.follows],
  ]);
  const earlier = rows.map((it) => it.writerId);
  return { row, opened: { writerId: row.writerId, earlier, pending, follows } };
}

/**
 * The rows of a page and of what it was before the store answered.
 *
 * @param rows All of the attempt, the oldest first. Their work was not known under the other names, so these come before them.
 */
export function adoption(
  rows: readonly WriterRow[],
  heir: string,
  names: readonly string[],
): WriterRow[] {
  const own = rows.find((it) => it.writerId === heir)!;
  const number = rows[0]!.number - names.length;
  const earlier = names.map((writerId, i) => ({
    ...own,
    writerId,
    number: number + i,
    follows: names.slice(0, i),
  }));
  return [...earlier, { ...own, follows: [...own.follows, ...names].slice(-20) }];
}

/** A journal that is gone with the page: where the browser keeps nothing. */
export function memoryJournal(): JournalStore {
  const writers = new Map<string, WriterRow[]>();
  const entries = new Map<string, JournalEntry>();
  const key = ({ attemptId, writerId, event }: JournalEntry) =>
    `${attemptId} ${writerId} ${event.n}`;
  const remove = (which: (entry: JournalEntry) => boolean) => {
    for (const [name, entry] of entries) if (which(entry)) entries.delete(name);
  };
  return {
    durable: false,
    open(attemptId, live) {
      const rows = writers.get(attemptId) ?? [];
      const mine = [...entries.values()].filter((entry) => entry.attemptId === attemptId);
      const { row, opened } = opening(attemptId, { rows, entries: mine, live });
      writers.set(attemptId, [...rows, row]);
      return Promise.resolve(opened);
    },
    put(written) {
      for (const entry of written) entries.set(key(entry), entry);
      return Promise.resolve();
    },
    adopt(attemptId, heir, names) {
      const rows = writers.get(attemptId) ?? [];
      const adopted = adoption(rows, heir, names);
      const others = rows.filter(({ writerId }) => writerId !== heir);
      writers.set(
        attemptId,
        [...others, ...adopted].toSorted((a, b) => a.number - b.number),
      );
      return Promise.resolve();
    },
    drop(attemptId, writerId, upTo) {
      remove((it) => it.attemptId === attemptId && it.writerId === writerId && it.event.n <= upTo);
      return Promise.resolve();
    },
    wipe(attemptId) {
      writers.delete(attemptId);
      remove((it) => it.attemptId === attemptId);
      return Promise.resolve();
    },
  };
}
