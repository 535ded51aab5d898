import { type Session, SessionSchema } from "../../lib/model/people_schema.ts";
import type { SessionStore } from "../../lib/sessions.ts";

/** Sessions under `["session", id]`, listed under `["session_of", person, id]`; both expire by themselves. */
export class KvSessionStore implements SessionStore {
  readonly #kv: Deno.Kv;
  readonly #now: () => number;

  constructor(kv: Deno.Kv, now: () => number = Date.now) {
    this.#kv = kv;
    this.#now = now;
  }

  async find(id: string): Promise<Session | null> {
    const { value } = await this.#kv.get(["session", id]);
    return value === null ? null : SessionSchema.parse(value);
  }

  async put(session: Session): Promise<void> {
    await this.#set(this.#kv.atomic(), session).commit();
  }

  async renew(session: Session): Promise<void> {
    const kept = await this.#kv.get(["session", session.id]);
    if (kept.value === null) return;
    // Whoever changed it meanwhile renewed it too, or removed it.
    await this.#set(this.#kv.atomic().check(kept), session).commit();
  }

  #set(commit: Deno.AtomicOperation, session: Session): Deno.AtomicOperation {
    const expireIn = Math.max(1, Math.min(session.expiresAt, session.absoluteEndAt) - this.#now());
    return commit.set(["session", session.id], SessionSchema.parse(session), { expireIn })
      .set(["session_of", session.personId, session.id], true, { expireIn });
  }

  async remove(id: string): Promise<void> {
    const session = await this.find(id);
    if (session === null) return;
    await this.#kv.atomic().delete(["session", id]).delete(["session_of", session.personId, id])
      .commit();
  }

  async ofPerson(personId: string): Promise<Session[]> {
    const found: Session[] = [];
    for await (const { key } of this.#kv.list({ prefix: ["session_of", personId] })) {
      const session = await this.find(String(key[2]));
      if (session !== null) found.push(session);
    }
    return found.sort((a, b) => b.createdAt - a.createdAt);
  }
}
