import { TwoAges } from "./two_ages.ts";

/** Kept in all, in characters as JSON; a school of 3,000 that writes a test takes about as much. */
const ROOM = 16_000_000;
/** Larger values are read anew each time. */
const LARGEST = 30_000;

interface Change<T> {
  /** What it changes. */
  keys: readonly string[];
  /** Whose {@linkcode ReadCache.version} it raises. */
  groups?: readonly string[];
  /** What is stored under the first key then, where that is known. */
  after?: (result: T) => unknown;
}

/**
 * What was read of one open KV file, until something changes it. One process at a time has the file (`open.ts`), and all
 * that writes rows, sessions and attempts says so here. From the beginning of a change to its end nothing kept is given
 * for its keys, so that what is given is always what is stored. Values are frozen, because they are shared.
 */
export class ReadCache {
  readonly #kept = new TwoAges<{ value: unknown }>(ROOM);
  /** Reads under way that nothing has changed since they began. */
  readonly #reading = new Map<string, Promise<unknown>>();
  /** Changes under way, by key and group; `alone` while no other of the same was under way with it. */
  readonly #changing = new Map<string, { count: number; alone: boolean }>();
  readonly #versions = new Map<string, number>();

  /** What is kept of `key`, or `undefined`. */
  peek(key: string): unknown {
    return this.#changing.has(key) ? undefined : this.#kept.get(key)?.value;
  }

  /** The value, read by `load` unless it is kept; what several want at once is read once. */
  async read<T>(key: string, load: () => Promise<T>): Promise<T> {
    const kept = this.peek(key);
    if (kept !== undefined) return kept as T;
    return await (this.#reading.get(key) ?? this.#begun(key, load())) as T;
  }

  /** The same for several keys. @param load Gets the places of those wanted, and gives their values in that order. */
  async readAll<T>(
    keys: readonly string[],
    load: (places: number[]) => Promise<T[]>,
  ): Promise<T[]> {
    const found = keys.map((key) => {
      const kept = this.peek(key);
      return kept === undefined ? this.#reading.get(key) : kept;
    });
    const places = keys.flatMap((_, i) => found[i] === undefined ? [i] : []);
    if (places.length > 0) {
      const loading = load(places);
      places.forEach((place, i) => {
        found[place] = this.#begun(keys[place]!, loading.then((values) => values[i]));
      });
    }
    return await Promise.all(found) as T[];
  }

  /** What is read of a whole group of things, such as a list. @param key Within the group. */
  async readOf<T>(group: string, key: string, load: () => Promise<T>): Promise<T> {
    if (this.#changing.has(group)) return await load();
    return await this.read(`${group}/${this.version(group)}/${key}`, load);
  }

  /** Runs a change of what is stored. */
  async change<T>(
    { keys, groups = [], after = () => undefined }: Change<T>,
    commit: () => Promise<T>,
  ): Promise<T> {
    for (const it of [...keys, ...groups]) this.#begin(it);
    for (const key of keys) this.forget(key);
    let value: unknown;
    try {
      const result = await commit();
      value = after(result);
      return result;
    } finally {
      for (const group of groups) {
        this.#end(group);
        this.#versions.set(group, this.version(group) + 1);
      }
      const ended = keys.map((key) => this.#end(key));
      for (const key of keys) this.forget(key);
      if (ended[0] && value !== undefined) this.#keep(keys[0]!, value);
    }
  }

  /** Raised by every change of something of the group. */
  version(group: string): number {
    return this.#versions.get(group) ?? 0;
  }

  forget(key: string): void {
    this.#reading.delete(key);
    this.#kept.remove(key);
  }

  /** For what changes much at once. */
  clear(): void {
    this.#reading.clear();
    this.#kept.clear();
  }

  async #begun<T>(key: string, loading: Promise<T>): Promise<T> {
    // A read begun while something changes may be of before or after, so that nobody shares it.
    if (this.#changing.has(key)) return await loading;
    this.#reading.set(key, loading);
    try {
      const value = await loading;
      if (this.#reading.get(key) === loading) this.#keep(key, value);
      return value;
    } finally {
      if (this.#reading.get(key) === loading) this.#reading.delete(key);
    }
  }

  #keep(key: string, value: unknown): void {
    const chars = JSON.stringify(value)?.length ?? 0;
    if (chars <= LARGEST) this.#kept.set(key, { value: frozen(value) }, chars);
  }

  #begin(key: string): void {
    const under = this.#changing.get(key);
    if (under === undefined) this.#changing.set(key, { count: 1, alone: true });
    else this.#changing.set(key, { count: under.count + 1, alone: false });
  }

  /** @returns Whether no other change of it was under way. */
  #end(key: string): boolean {
    const { count, alone } = this.#changing.get(key)!;
    if (count === 1) this.#changing.delete(key);
    else this.#changing.set(key, { count: count - 1, alone });
    return count === 1 && alone;
  }
}

const caches = new WeakMap<Deno.Kv, ReadCache>();

/** The one cache of an open KV. */
export function cacheOf(kv: Deno.Kv): ReadCache {
  const found = caches.get(kv) ?? new ReadCache();
  caches.set(kv, found);
  return found;
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
