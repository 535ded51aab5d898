import { type Session, SessionSchema } from "../../lib/model/people/people_schema.ts";
import type { SessionStore } from "../../lib/access/sessions.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { cacheOf, type ReadCache } from "./read_cache.ts";

/** Sessions under `["session", id]`, listed under `["session_of", school, person, id]`; both expire by themselves. */
export class KvSessionStore implements SessionStore {
  readonly #kv: Deno.Kv;
  readonly #cache: ReadCache;
  readonly #now: () => number;

  constructor(kv: Deno.Kv, now: () => number = Date.now) {
    this.#kv = kv;
    this.#cache = cacheOf(kv);
    this.#now = now;
  }

  async find(id: string): Promise<Session | null> {
    return await this.#cache.read(kept(id), async () => {
      const { value } = await this.#kv.get(["session", id]);
      return value === null ? null : SessionSchema.parse(value);
    });
  }

  async put(session: Session): Promise<void> {
    const write = this.#set(this.#kv.atomic(), session);
    await this.#cache.change({ keys: [kept(session.id)] }, () => write.commit());
  }

  async renew(session: Session): Promise<void> {
    const entry = await this.#kv.get(["session", session.id]);
    if (entry.value === null) return;
    // Whoever changed it meanwhile renewed it too, or removed it.
    const write = this.#set(this.#kv.atomic().check(entry), session);
    await this.#cache.change({ keys: [kept(session.id)] }, () => write.commit());
  }

  #set(commit: Deno.AtomicOperation, session: Session): Deno.AtomicOperation {
    const expireIn = sessionLifeMs(session, this.#now());
    return commit.set(["session", session.id], SessionSchema.parse(session), { expireIn })
      .set(listedKey(session), true, { expireIn });
  }

  async remove(id: string): Promise<void> {
    const session = await this.find(id);
    if (session === null) return;
    const write = this.#kv.atomic().delete(["session", id]).delete(listedKey(session));
    await this.#cache.change({ keys: [kept(id)] }, () => write.commit());
  }

  async ofPerson({ schoolId, id }: RowRef): Promise<Session[]> {
    const found: Session[] = [];
    for await (const { key } of this.#kv.list({ prefix: ["session_of", schoolId, id] })) {
      const session = await this.find(String(key.at(-1)));
      if (session !== null) found.push(session);
    }
    return found.sort((a, b) => b.createdAt - a.createdAt);
  }

  /** KV forgets them by itself. */
  sweep(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** How long the engine keeps it, milliseconds. */
export function sessionLifeMs(
  { expiresAt, absoluteEndAt }: Pick<Session, "expiresAt" | "absoluteEndAt">,
  now: number,
): number {
  return Math.max(1, Math.min(expiresAt, absoluteEndAt) - now);
}

/** What a session is found by among those of its person. */
export function listedKey({ schoolId, personId, id }: Session): Deno.KvKey {
  return ["session_of", schoolId, personId, id];
}

function kept(id: string): string {
  return `session/${id}`;
}
