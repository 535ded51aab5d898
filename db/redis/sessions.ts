import { type Session, SessionSchema } from "../../lib/model/people/people_schema.ts";
import { type SessionStore, TOUCH_MS } from "../../lib/access/sessions.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { readJson } from "../../lib/model/process/json_text.ts";

/** The two commands that sessions need of a Redis. */
export interface Copies {
  /** The values of two keys. */
  both(keys: readonly [string, string]): Promise<readonly [string | null, string | null]>;
  /** @param ms How long it lives. */
  set(key: string, value: string, ms: number): Promise<void>;
}

export interface CopyOptions {
  prefix: string;
  /** For how long this process was told of every removal, without a break; `null`: it is not. */
  wholeMs: () => number | null;
  /** Tells what could not be told, or sees to it that nobody trusts a copy for `ms`. */
  owe: (tell: () => Promise<void>, ms: number) => void;
  /** How long a copy lives, milliseconds. */
  copyMs?: number;
}

/**
 * Sessions in front of the primary's store: all is written there, and read from a copy in Redis that lives a minute.
 * Why a removed session never comes back from a copy: `docs/decisions/006-redis.md`.
 */
export class CopiedSessionStore implements SessionStore {
  readonly #primary: SessionStore;
  readonly #copies: Copies;
  readonly #prefix: string;
  readonly #wholeMs: () => number | null;
  readonly #owe: CopyOptions["owe"];
  readonly #copyMs: number;

  constructor(
    primary: SessionStore,
    copies: Copies,
    { prefix, wholeMs, owe, copyMs = TOUCH_MS }: CopyOptions,
  ) {
    this.#primary = primary;
    this.#copies = copies;
    this.#prefix = prefix;
    this.#wholeMs = wholeMs;
    this.#owe = owe;
    this.#copyMs = copyMs;
  }

  async find(id: string): Promise<Session | null> {
    const at = performance.now();
    if (this.#wholeFor(this.#copyMs)) {
      const asked = this.#copies.both([this.#copyKey(id), this.#removedKey(id)]);
      // Any failure: the session's own store is asked.
      const [copy, removed] = await asked.catch(() => [null, null]);
      if (removed !== null) return null;
      const session = copy === null ? null : readSession(copy);
      if (session !== null) return session;
    }
    const found = await this.#primary.find(id);
    if (found !== null) await this.#copy(found, at);
    return found;
  }

  async put(session: Session): Promise<void> {
    const at = performance.now();
    await this.#primary.put(session);
    await this.#copy(session, at);
  }

  async renew(session: Session): Promise<void> {
    const at = performance.now();
    await this.#primary.renew(session);
    await this.#copy(session, at);
  }

  async remove(id: string): Promise<void> {
    await this.#primary.remove(id);
    const tell = () => this.#copies.set(this.#removedKey(id), "1", 3 * this.#copyMs);
    // Any failure: it is owed, and told later.
    await tell().catch(() => this.#owe(tell, this.#copyMs));
  }

  async ofPerson(person: RowRef): Promise<Session[]> {
    return await this.#primary.ofPerson(person);
  }

  /** @param at When it began to be what the primary has: a break since then may have hidden its removal. */
  async #copy(session: Session, at: number): Promise<void> {
    if (!this.#wholeFor(performance.now() - at)) return;
    const key = this.#copyKey(session.id);
    // Any failure: without a copy the session's own store is asked.
    await this.#copies.set(key, JSON.stringify(session), this.#copyMs).catch(() => {});
  }

  #wholeFor(ms: number): boolean {
    return (this.#wholeMs() ?? -1) >= ms;
  }

  #copyKey(id: string): string {
    return `${this.#prefix}session:${id}`;
  }

  #removedKey(id: string): string {
    return `${this.#prefix}session_removed:${id}`;
  }

  /** Copies end by themselves. */
  sweep(at: number): Promise<number> {
    return this.#primary.sweep(at);
  }
}

function readSession(text: string): Session | null {
  return SessionSchema.safeParse(readJson(text)).data ?? null;
}
