/** What a write adds to a commit. */
export type Add = (commit: Deno.AtomicOperation) => void;
export type Committed = Deno.KvCommitResult | Deno.KvCommitError;

interface Waiting {
  key: string;
  add: Add;
  done: PromiseWithResolvers<Committed>;
}

/** Writes in one commit: each may check 1 key and change some 5, of at most 64 KiB, where a commit takes 800 KiB. */
const MOST = 24;

/**
 * Commits the writes that arrive while another is on its way to the disk together: a class that answers at the same moment
 * then waits for one synced write and not for one each. Alone, a write waits for nothing.
 *
 * A write must check a key of its own, which `key` names, and no other: within one commit all checks come before all
 * changes, so that two writes to one thing would both find it as it was.
 */
export class GroupCommit {
  readonly #kv: Deno.Kv;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  /** Commits what `add` adds if its check holds, whatever becomes of others. */
  commit(key: string, add: Add): Promise<Committed> {
    const done = Promise.withResolvers<Committed>();
    this.#waiting.push({ key, add, done });
    if (!this.#running) void this.#run();
    return done.promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#commit(this.#next());
    this.#running = false;
  }

  /** Those that waited longest, one of each key. */
  #next(): Waiting[] {
    const taken = new Map<string, Waiting>();
    for (const it of this.#waiting) {
      if (taken.size === MOST) break;
      if (!taken.has(it.key)) taken.set(it.key, it);
    }
    const group = [...taken.values()];
    this.#waiting = this.#waiting.filter((it) => !group.includes(it));
    return group;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    if (group.length === 1) return await this.#alone(group[0]!);
    const result = await this.#together(group);
    // One of them lost a race or was refused, and which one is not said.
    if (result === null) await Promise.all(group.map((it) => this.#alone(it)));
    else for (const { done } of group) done.resolve(result);
  }

  /** `null` when it was refused, or is too much for one commit; what went wrong is told to whom it concerns when alone. */
  async #together(group: readonly Waiting[]): Promise<Committed | null> {
    try {
      const commit = this.#kv.atomic();
      for (const { add } of group) add(commit);
      const result = await commit.commit();
      return result.ok ? result : null;
    } catch {
      // Any failure: told to whom it concerns when each is written alone.
      return null;
    }
  }

  async #alone({ add, done }: Waiting): Promise<void> {
    try {
      done.resolve(await committed(this.#kv, add));
    } catch (error) {
      done.reject(error);
    }
  }
}

/** One write in a commit of its own. */
export async function committed(kv: Deno.Kv, add: Add): Promise<Committed> {
  const commit = kv.atomic();
  add(commit);
  return await commit.commit();
}
