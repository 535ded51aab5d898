import type { Bus } from "../../process/bus.ts";
import type { Session } from "../../model/people/people_schema.ts";
import type { SessionStore } from "../../access/sessions.ts";
import type { RowRef } from "../store.ts";
import type { Memory } from "./memory.ts";

const KEY = "session ";
const REMOVED = "session_removed";

export interface RememberedSessionDeps {
  memory: Memory;
  /** To other processes; `null` where there is none. */
  bus: Pick<Bus, "publish" | "subscribe"> | null;
  /** Whether the store is there. */
  isUp: () => boolean;
}

/** Sessions that stay known while their store is away; nobody can sign in or out then. */
export class RememberedSessionStore implements SessionStore {
  readonly #sessions: SessionStore;
  readonly #memory: Memory;
  readonly #bus: RememberedSessionDeps["bus"];

  constructor(sessions: SessionStore, { memory, bus, isUp }: RememberedSessionDeps) {
    this.#sessions = sessions;
    this.#memory = memory;
    this.#bus = bus;
    bus?.subscribe(REMOVED, (id) => {
      if (typeof id === "string") memory.put(KEY + id, null);
      // Which were removed was missed; while the store is away none can be.
      else if (isUp()) memory.forgetAll(KEY);
    });
  }

  find(id: string): Promise<Session | null> {
    return this.#memory.through(KEY + id, () => this.#sessions.find(id));
  }

  async put(session: Session): Promise<void> {
    await this.#sessions.put(session);
    this.#memory.put(KEY + session.id, session);
  }

  async renew(session: Session): Promise<void> {
    await this.#sessions.renew(session);
  }

  async remove(id: string): Promise<void> {
    await this.#sessions.remove(id);
    this.#memory.put(KEY + id, null);
    this.#bus?.publish(REMOVED, id);
  }

  ofPerson(person: RowRef): Promise<Session[]> {
    return this.#sessions.ofPerson(person);
  }

  sweep(at: number): Promise<number> {
    return this.#sessions.sweep(at);
  }
}
