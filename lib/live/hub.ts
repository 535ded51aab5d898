import { CLOSE } from "../model/live/live.ts";
import type { User } from "../access/user.ts";
import { keyOf } from "../store/store.ts";
import { Connection, type HubDeps } from "./connection.ts";
import type { Outlet } from "./outlet.ts";

const SOCKETS_PER_PERSON = 5;
/** While the bus brings nothing from other processes, sockets read again what they show about so often. */
const ALONE_MS = 500;
const ALONE_CHECK_MS = 100;
/** Sockets that do so at once. */
const ALONE_AT_ONCE = 16;

/** Every open socket of this process. */
export class LiveHub {
  readonly #deps: HubDeps;
  /** By {@linkcode keyOf} a person: two schools may have people of one id. */
  readonly #byPerson = new Map<string, Connection[]>();
  #watch: ReturnType<typeof setInterval> | null = null;
  #looking = false;
  #lookedAt = 0;

  constructor(deps: HubDeps) {
    this.#deps = deps;
  }

  /** Takes over an accepted socket. A person's sixth closes the oldest. */
  connect(user: User, sessionId: string, outlet: Outlet): Connection {
    const person = keyOf(user);
    const mine = this.#byPerson.get(person) ?? [];
    if (mine.length >= SOCKETS_PER_PERSON) mine[0]!.close(CLOSE.tooManySockets, "too many sockets");
    const connection: Connection = new Connection(
      this.#deps,
      { user, sessionId, outlet },
      () => this.#forget(person, connection),
    );
    this.#byPerson.set(person, [...this.#byPerson.get(person) ?? [], connection]);
    this.#watch ??= setInterval(() => this.#watchBus(), ALONE_CHECK_MS);
    return connection;
  }

  /** Tells every client to come back elsewhere or later. */
  drain(): void {
    for (const connection of this.#all()) connection.leave();
  }

  get size(): number {
    return this.#all().length;
  }

  #all(): Connection[] {
    return [...this.#byPerson.values()].flat();
  }

  /** Does by reading what the bus cannot do at the moment; never faster than the store answers. */
  async #watchBus(): Promise<void> {
    if (this.#looking || this.#deps.bus.connected()) return;
    if (performance.now() - this.#lookedAt < ALONE_MS) return;
    this.#looking = true;
    this.#lookedAt = performance.now();
    const waiting = this.#all();
    const look = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await next.look();
    };
    await Promise.all(Array.from({ length: ALONE_AT_ONCE }, look));
    this.#looking = false;
  }

  #forget(person: string, connection: Connection): void {
    const rest = (this.#byPerson.get(person) ?? []).filter((it) => it !== connection);
    if (rest.length > 0) this.#byPerson.set(person, rest);
    else this.#byPerson.delete(person);
    if (this.#byPerson.size > 0 || this.#watch === null) return;
    clearInterval(this.#watch);
    this.#watch = null;
  }
}
