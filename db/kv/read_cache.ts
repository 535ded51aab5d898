import { TwoAges } from "./two_ages.ts";

/** Kept in all, in characters as JSON; a school of 3,000 that writes a test takes about as much. */
const ROOM = 16_000_000;
/** Larger values are read anew each time. */
const LARGEST = 30_000;

/**
 * What was read of one open KV file, until something changes it. One process at a time has the file (`open.ts`), and all
 * that writes rows, sessions and attempts says so here, so that what is kept is what is stored. Values are frozen,
 * because they are shared.
 */
export class ReadCache {
  readonly #kept = new TwoAges<{ value: unknown }>(ROOM);
  /** Reads and changes under way whose result may be kept: those that nothing has changed since they began. */
  readonly #underWay = new Map<string, object>();
  readonly #changes = new Map<string, number>();

  /** What is kept of `key`, or `undefined`. */
  peek(key: string): unknown {
    return this.#kept.get(key)?.value;
  }

  /** The value, read by `load` unless it is kept; what several want at once is read once. */
  async read<T>(key: string, load: () => Promise<T>): Promise<T> {
    const kept = this.peek(key);
    if (kept !== undefined) return kept as T;
    return await (this.#joined(key) ?? this.#begun(key, load())) as T;
  }

  /** The same for several keys. @param load Gets the places of those wanted, and gives their values in that order. */
  async readAll<T>(
    keys: readonly string[],
    load: (places: number[]) => Promise<T[]>,
  ): Promise<T[]> {
    const found = keys.map((key) => {
      const kept = this.peek(key);
      return kept === undefined ? this.#joined(key) : kept;
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

  /**
   * Commits a change of what is stored under `keys`. Until it is done, others may see what was before; then nobody.
   *
   * @param after What is stored under the first key then, if that is known.
   * @param groups Whose {@linkcode ReadCache.changes} it is one of.
   */
  async change<T>(
    keys: readonly string[],
    commit: () => Promise<T>,
    { after = () => undefined, groups = [] }: {
      after?: (result: T) => unknown;
      groups?: readonly string[];
    } = {},
  ): Promise<T> {
    const first = keys[0]!;
    const mine = {};
    const committing = commit();
    this.#underWay.set(first, mine);
    let value: unknown;
    try {
      const result = await committing;
      value = after(result);
      return result;
    } finally {
      // Another read or change of it, begun since, may know better.
      const last = this.#underWay.get(first) === mine;
      for (const key of keys) this.forget(key);
      for (const group of groups) this.#changes.set(group, this.changes(group) + 1);
      if (last && value !== undefined) this.#keep(first, value);
    }
  }

  forget(key: string): void {
    this.#underWay.delete(key);
    this.#kept.remove(key);
  }

  /** How often something of the group was changed: part of the key of what is read of the whole group. */
  changes(group: string): number {
    return this.#changes.get(group) ?? 0;
  }

  /** For what changes much at once. */
  clear(): void {
    this.#underWay.clear();
    this.#kept.clear();
  }

  #joined(key: string): Promise<unknown> | undefined {
    const underWay = this.#underWay.get(key);
    return underWay instanceof Promise ? underWay : undefined;
  }

  async #begun<T>(key: string, loading: Promise<T>): Promise<T> {
    this.#underWay.set(key, loading);
    try {
      const value = await loading;
      if (this.#underWay.get(key) === loading) this.#keep(key, value);
      return value;
    } finally {
      if (this.#underWay.get(key) === loading) this.#underWay.delete(key);
    }
  }

  #keep(key: string, value: unknown): void {
    const chars = JSON.stringify(value)?.length ?? 0;
    if (chars <= LARGEST) this.#kept.set(key, { value: frozen(value) }, chars);
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
