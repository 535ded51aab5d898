import type { Session } from "../model/people_schema.ts";
import type { SessionStore } from "../sessions.ts";
import type { Memory } from "./memory.ts";

/** Sessions that stay known while their store is away; nobody can sign in or out then. */
export class RememberedSessionStore implements SessionStore {
  readonly #sessions: SessionStore;
  readonly #memory: Memory;

  constructor(sessions: SessionStore, memory: Memory) {
    this.#sessions = sessions;
    this.#memory = memory;
  }

  find(id: string): Promise<Session | null> {
    return this.#memory.through(keyOf(id), () => this.#sessions.find(id));
  }

  async put(session: Session): Promise<void> {
    await this.#sessions.put(session);
    this.#memory.put(keyOf(session.id), session);
  }

  async renew(session: Session): Promise<void> {
    await this.#sessions.renew(session);
  }

  async remove(id: string): Promise<void> {
    await this.#sessions.remove(id);
    this.#memory.put(keyOf(id), null);
  }

  ofPerson(personId: string): Promise<Session[]> {
    return this.#sessions.ofPerson(personId);
  }
}

function keyOf(id: string): string {
  return `session ${id}`;
}
