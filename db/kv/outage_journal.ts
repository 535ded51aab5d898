import {
  type JournalEntry,
  JournalEntrySchema,
  type OutageJournal,
} from "../../lib/store/outage/journal.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { away } from "../../lib/store/outage/away.ts";
import { refuseDamaged } from "./check_file.ts";
import { holdLock, openPrivateKv } from "./open.ts";
import { privateFolder } from "../../lib/process/private_files.ts";
import { readJson } from "../../lib/model/process/json_text.ts";

/** Under the 64 KiB that a value may have. */
const PART_BYTES = 60 * 1024;
/** Under the 800 KiB that a commit may have. */
const MOST_PARTS = 12;

/** The outage journal of one process, in a KV file of its own: entries as JSON, in parts. */
export class KvOutageJournal implements OutageJournal, AsyncDisposable {
  readonly #kv: Deno.Kv;
  readonly #lock: Deno.FsFile | null;
  #isRead = false;

  constructor(kv: Deno.Kv, lock: Deno.FsFile | null = null) {
    this.#kv = kv;
    this.#lock = lock;
  }

  async append(entry: JournalEntry): Promise<void> {
    const parts = partsOf(JournalEntrySchema.parse(entry));
    if (parts.length > MOST_PARTS) {
      throw new DomainError("unavailable", "This is too much at once right now. Try again soon", {
        reason: "outage",
        retryAfterMs: 5_000,
      });
    }
    const commit = this.#kv.atomic();
    parts.forEach((part, i) => commit.set(["entry", entry.id, i], part));
    // Any failure: what is not on disk is not kept, whether it is full or failing.
    await commit.commit().catch((error) => {
      throw away(error);
    });
  }

  async news(): Promise<JournalEntry[]> {
    if (this.#isRead) return [];
    const texts = new Map<string, string>();
    const decoders = new Map<string, TextDecoder>();
    for await (const { key, value } of this.#kv.list<Uint8Array>({ prefix: ["entry"] })) {
      const id = String(key[1]);
      // Its removal was cut off.
      if (key[2] !== 0 && !texts.has(id)) continue;
      const decoder = decoders.get(id) ?? new TextDecoder();
      decoders.set(id, decoder);
      texts.set(id, (texts.get(id) ?? "") + decoder.decode(value, { stream: true }));
    }
    const news: JournalEntry[] = [];
    for (const [id, text] of texts) {
      const entry = readEntry(text);
      if (entry !== null) news.push(entry);
      // It stays, for a version of the product that can, and is counted among those set aside.
      else await this.#kv.set(["unreadable", id], true);
    }
    this.#isRead = true;
    return news;
  }

  carriedOut(): Promise<Set<string>> {
    return Promise.resolve(new Set());
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const commit = this.#kv.atomic();
      for await (const { key } of this.#kv.list({ prefix: ["entry", id] })) commit.delete(key);
      await commit.delete(["unreadable", id]).commit();
    }
  }

  async park(entry: JournalEntry, why: string): Promise<void> {
    const commit = this.#kv.atomic();
    partsOf(entry).forEach((part, i) => commit.set(["parked", entry.id, i], part));
    await commit.set(["parked_why", entry.id], why.slice(0, 1_000)).commit();
  }

  async parked(): Promise<number> {
    let count = 0;
    for (const kind of ["parked_why", "unreadable"]) {
      for await (const _ of this.#kv.list({ prefix: [kind] })) count++;
    }
    return count;
  }

  isOpen(): boolean {
    return true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#kv.close();
    this.#lock?.close();
    return Promise.resolve();
  }
}

/**
 * Opens the journal in `dir` and holds a lock on it.
 *
 * @throws {Error} when another process holds it, it is damaged, or the folder cannot be written.
 */
export async function openOutageJournal(dir: string): Promise<KvOutageJournal> {
  await privateFolder(dir);
  const lock = await holdLock(`${dir}/outage.lock`);
  const path = `${dir}/outage.kv`;
  try {
    await refuseDamaged(path);
  } catch (error) {
    lock.close();
    throw error;
  }
  return new KvOutageJournal(await openPrivateKv(path), lock);
}

function readEntry(text: string): JournalEntry | null {
  return JournalEntrySchema.safeParse(readJson(text)).data ?? null;
}

function partsOf(entry: JournalEntry): Uint8Array[] {
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  const count = Math.ceil(bytes.length / PART_BYTES);
  return Array.from(
    { length: count },
    (_, i) => bytes.slice(i * PART_BYTES, (i + 1) * PART_BYTES),
  );
}
