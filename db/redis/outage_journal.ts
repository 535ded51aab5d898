import type { Redis } from "ioredis";
import type { Log } from "../../lib/log.ts";
import { away } from "../../lib/outage/away.ts";
import type { Guard } from "../../lib/outage/guard.ts";
import {
  type JournalEntry,
  JournalEntrySchema,
  type OutageJournal,
} from "../../lib/outage/journal.ts";

const PAGE = 200;
/** Removed entries that are known by id, in case their stream entry turns up late. */
const REMEMBERED = 10_000;

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
  /** Where in the stream an entry is. */
  readonly #places = new Map<string, string>();
  readonly #removed = new Set<string>();
  #last = "-";

  constructor(deps: RedisJournalDeps) {
    this.#deps = deps;
    this.#key = `${deps.prefix}outage`;
    this.#parkedKey = `${deps.prefix}outage_parked`;
  }

  async append(entry: JournalEntry): Promise<void> {
    const text = JSON.stringify(JournalEntrySchema.parse(entry));
    if (!this.#deps.isDurable()) throw away(null);
    const place = await this.#ask((client) => client.xadd(this.#key, "*", "entry", text));
    if (place !== null) this.#places.set(entry.id, place);
  }

  async news(): Promise<JournalEntry[]> {
    const news: JournalEntry[] = [];
    const late: string[] = [];
    for (let more = true; more;) {
      const from = this.#last === "-" ? "-" : `(${this.#last}`;
      const found = await this.#ask((it) => it.xrange(this.#key, from, "+", "COUNT", PAGE));
      for (const [place, [, text = ""]] of found) {
        this.#last = place;
        const entry = this.#read(place, text);
        if (entry === null) continue;
        if (this.#removed.has(entry.id)) late.push(place);
        else news.push(entry);
        this.#places.set(entry.id, place);
      }
      more = found.length === PAGE;
    }
    if (late.length > 0) await this.#ask((it) => it.xdel(this.#key, ...late));
    return news;
  }

  async present(ids: readonly string[]): Promise<Set<string>> {
    const known = ids.filter((id) => this.#places.has(id));
    const found = await Promise.all(known.map((id) => {
      const place = this.#places.get(id)!;
      return this.#ask((client) => client.xrange(this.#key, place, place));
    }));
    return new Set(known.filter((_, i) => found[i]!.length > 0));
  }

  async remove(ids: readonly string[]): Promise<void> {
    const places = ids.flatMap((id) => this.#places.get(id) ?? []);
    if (places.length > 0) await this.#ask((client) => client.xdel(this.#key, ...places));
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

  /** `null` for one that this version of the product cannot read: it stays, for the version that can. */
  #read(place: string, text: string): JournalEntry | null {
    try {
      return JournalEntrySchema.parse(JSON.parse(text));
    } catch (cause) {
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
