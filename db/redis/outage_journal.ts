import type { Redis } from "ioredis";
import type { Log } from "../../lib/process/log.ts";
import { away } from "../../lib/store/outage/away.ts";
import type { Guard } from "../../lib/store/outage/guard.ts";
import {
  type JournalEntry,
  JournalEntrySchema,
  type OutageJournal,
} from "../../lib/store/outage/journal.ts";

const PAGE = 200;
/** Removed entries that are known by id, in case their stream entry turns up late. */
const REMEMBERED = 10_000;
/** For so long all processes know what was carried out, milliseconds: as long as a process may be gone and come back. */
const DONE_MS = 7 * 86_400_000;

export interface RedisJournalDeps {
  client: Redis;
  prefix: string;
  guard: Guard;
  /** Whether this Redis has a change on disk before it answers, and forgets nothing by itself. */
  isDurable: () => boolean;
  log: Log;
}

/** The outage journal of all processes of a deployment: a stream, an entry each, in the order of their arrival. */
export class RedisOutageJournal implements OutageJournal {
  readonly #deps: RedisJournalDeps;
  readonly #key: string;
  readonly #parkedKey: string;
  readonly #doneKey: string;
  /** Where in the stream an entry is; a call that was repeated may have put it there twice. */
  readonly #places = new Map<string, string[]>();
  readonly #removed = new Set<string>();
  /** Read, and not told yet. */
  #untold: JournalEntry[] = [];
  #last = "-";

  constructor(deps: RedisJournalDeps) {
    this.#deps = deps;
    this.#key = `${deps.prefix}outage`;
    this.#parkedKey = `${deps.prefix}outage_parked`;
    this.#doneKey = `${deps.prefix}outage_done`;
  }

  async append(entry: JournalEntry): Promise<void> {
    const text = JSON.stringify(JournalEntrySchema.parse(entry));
    if (!this.#deps.isDurable()) throw away(null);
    const place = await this.#ask((client) => client.xadd(this.#key, "*", "entry", text));
    if (place !== null) this.#isAt(entry.id, place);
  }

  async news(): Promise<JournalEntry[]> {
    for (let more = true; more;) {
      const from = this.#last === "-" ? "-" : `(${this.#last}`;
      const found = await this.#ask((it) => it.xrange(this.#key, from, "+", "COUNT", PAGE));
      for (const [place, [, text = ""]] of found) {
        this.#last = place;
        const entry = this.#read(place, text);
        if (entry === null) continue;
        this.#isAt(entry.id, place);
        this.#untold.push(entry);
      }
      more = found.length === PAGE;
    }
    const late = this.#untold.map(({ id }) => id).filter((id) => this.#removed.has(id));
    const news = this.#untold.filter(({ id }) => !late.includes(id));
    this.#untold = [];
    // Any failure: carried out once more, an entry changes nothing.
    if (late.length > 0) await this.remove(late).catch(() => {});
    return news;
  }

  async carriedOut(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const found = await this.#ask((client) => client.zmscore(this.#doneKey, ...ids));
    return new Set(ids.filter((_, i) => found[i] !== null));
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const places = ids.flatMap((id) => this.#places.get(id) ?? []);
    const now = Date.now();
    await this.#ask(async (client) => {
      const change = client.multi()
        .zadd(this.#doneKey, ...ids.flatMap((id) => [now, id]))
        .zremrangebyscore(this.#doneKey, "-inf", now - DONE_MS)
        .pexpire(this.#doneKey, DONE_MS);
      if (places.length > 0) change.xdel(this.#key, ...places);
      for (const [error] of await change.exec() ?? []) if (error) throw error;
    });
    for (const id of ids) {
      this.#places.delete(id);
      this.#removed.add(id);
    }
    for (const id of this.#removed) {
      if (this.#removed.size <= REMEMBERED) break;
      this.#removed.delete(id);
    }
  }

  async park(entry: JournalEntry, why: string): Promise<void> {
    const kept = JSON.stringify({ why: why.slice(0, 1_000), entry });
    await this.#ask((client) => client.hset(this.#parkedKey, entry.id, kept));
  }

  async parked(): Promise<number> {
    return await this.#ask((client) => client.hlen(this.#parkedKey));
  }

  isOpen(): boolean {
    return this.#deps.guard.isUp && this.#deps.isDurable();
  }

  #isAt(id: string, place: string): void {
    this.#places.set(id, [...this.#places.get(id) ?? [], place]);
  }

  /** `null` for one that this version of the product cannot read: it stays, for the version that can. */
  #read(place: string, text: string): JournalEntry | null {
    try {
      return JournalEntrySchema.parse(JSON.parse(text));
    } catch (cause) {
      // Any failure: of one entry, which stays and is in the log.
      const error = new Error(`Cannot read entry ${place} of the outage journal`, { cause });
      this.#deps.log({ event: "fault", requestId: null, where: "outage journal", error });
      return null;
    }
  }

  /** @throws {DomainError} `unavailable/outage` while Redis is away. */
  #ask<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    return this.#deps.guard.run(() => work(this.#deps.client));
  }
}
