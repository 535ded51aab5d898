import { LRUCache } from "lru-cache";
import { isAway } from "./away.ts";
import { readFromMemory } from "./staleness.ts";

interface Remembered {
  value: unknown;
  at: number;
}

/** Rows kept, of whatever kind; some 2 KB each. */
const MOST_ROWS = 20_000;

/** What was read lately, for when the store cannot be asked. */
export class Memory {
  readonly #entries: LRUCache<string, Remembered>;
  readonly #now: () => number;

  constructor(now: () => number, most = MOST_ROWS) {
    this.#entries = new LRUCache({ maxSize: most });
    this.#now = now;
  }

  put(key: string, value: unknown): void {
    this.#entries.set(key, { value, at: this.#now() }, { size: rowsIn(value) });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets all whose keys begin so. */
  forgetAll(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  /** Whether there is something, whatever it is. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * What `read` gives, remembered; while the store is away what it gave last, which the request is told.
   *
   * @throws {DomainError} `unavailable/outage` for what was never read.
   */
  async through<T>(key: string, read: () => Promise<T>): Promise<T> {
    try {
      const value = await read();
      this.put(key, value);
      return value;
    } catch (error) {
      if (!isAway(error)) throw error;
      const found = this.#entries.get(key);
      if (found === undefined) throw error;
      readFromMemory(found.at);
      return found.value as T;
    }
  }

  /** The same for something known already. */
  recall<T>(key: string): T | undefined {
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    readFromMemory(found.at);
    return found.value as T;
  }
}

function rowsIn(value: unknown): number {
  if (Array.isArray(value)) return 1 + value.length;
  if (typeof value === "object" && value !== null && "items" in value) {
    return 1 + (value.items as unknown[]).length;
  }
  return 1;
}
