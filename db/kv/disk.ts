import { DomainError } from "../../lib/model/process/errors.ts";
import type { Trouble } from "../../lib/store/outage/health.ts";

/** How long until somebody who was refused may ask again, milliseconds. */
const RETRY_MS = 30_000;
/** Between two looks whether there is room again, milliseconds. */
const LOOK_MS = 2_000;
/** What must fit on the disk before it counts as having room: more than any one write of the product. */
const ROOM = 16;
const ROOM_KEY = ["meta", "room"];
const ROOM_VALUE = new Uint8Array(60_000);

type Kind = "full" | "damaged";

/** What SQLite and the machine say of a disk that takes nothing more, and of a file that is not what was written. */
const SAID: readonly [RegExp, Kind][] = [
  [/disk is full|os error 28\b|os error 122\b|readonly database|disk I\/O error/, "full"],
  [/malformed|not a database/, "damaged"],
];

const SENTENCES = {
  full: "The server has no room to save anything right now. What was saved before is safe",
  damaged: "The school's data file is damaged. Whoever runs this server must mend it",
} as const;

export interface DiskOptions {
  /** Of the file, for whoever runs the server. */
  path: string;
  /** Told of each change: what is wrong now, `null` when all is well again. */
  changed?: (trouble: Trouble | null) => void;
  /** Between two looks whether there is room again, milliseconds. */
  lookMs?: number;
}

/**
 * Watches what an open KV file answers. While its disk is full every write is refused as an outage and reads go on; it looks
 * by itself whether there is room again.
 */
export class Disk implements Disposable {
  readonly #kv: Deno.Kv;
  readonly #options: DiskOptions;
  readonly #set: Deno.Kv["set"];
  #trouble: { kind: Kind; sinceAt: number } | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #looking = false;

  /** Every method of `kv` answers through this from now on. */
  constructor(kv: Deno.Kv, options: DiskOptions) {
    this.#kv = kv;
    this.#options = options;
    this.#set = kv.set.bind(kv);
    this.#watchMethods();
    this.#watchCommits();
    this.#watchLists();
  }

  /** What is wrong now. */
  trouble(): Trouble | null {
    if (this.#trouble === null) return null;
    const { kind, sinceAt } = this.#trouble;
    const { path } = this.#options;
    const since = new Date(sinceAt).toISOString();
    return kind === "full"
      ? { serves: true, text: `the disk of ${path} takes nothing more since ${since}` }
      : {
        serves: false,
        text: `${path} is damaged: stop the server, see "A damaged file" in STORES.md`,
      };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #watchMethods(): void {
    for (const name of ["get", "getMany", "set", "delete"] as const) {
      const method = this.#kv[name].bind(this.#kv) as (...args: unknown[]) => Promise<unknown>;
      this.#replace(this.#kv, name, (...args: unknown[]) => this.#watch(method(...args)));
    }
  }

  #watchCommits(): void {
    const atomic = this.#kv.atomic.bind(this.#kv);
    this.#replace(this.#kv, "atomic", () => {
      const operation = atomic();
      const commit = operation.commit.bind(operation);
      this.#replace(operation, "commit", () => this.#watch(commit()));
      return operation;
    });
  }

  #watchLists(): void {
    const list = this.#kv.list.bind(this.#kv);
    this.#replace(this.#kv, "list", (...args: Parameters<typeof list>) => {
      const found = list(...args);
      const next = found.next.bind(found);
      this.#replace(found, "next", () => this.#watch(next()));
      return found;
    });
  }

  #replace<T extends object>(owner: T, name: keyof T, value: (...args: never[]) => unknown): void {
    Object.defineProperty(owner, name, { value, configurable: true });
  }

  async #watch<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const kind = kindOf(error);
      if (kind === null) throw error;
      this.#note(kind);
      throw new DomainError("unavailable", SENTENCES[kind], {
        reason: "outage",
        retryAfterMs: RETRY_MS,
        cause: error,
      });
    }
  }

  #note(kind: Kind): void {
    if (this.#trouble?.kind === kind || this.#trouble?.kind === "damaged") return;
    this.#trouble = { kind, sinceAt: Date.now() };
    this.#options.changed?.(this.trouble());
    if (kind === "full") {
      this.#timer ??= setInterval(() => void this.#look(), this.#options.lookMs ?? LOOK_MS);
    }
  }

  /** A small write may fit where the next does not: there must be room for a large one. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (let i = 0; i < ROOM; i++) await this.#set([...ROOM_KEY, i], ROOM_VALUE);
      for (let i = 0; i < ROOM; i++) await this.#set([...ROOM_KEY, i], null);
      clearInterval(this.#timer);
      this.#timer = undefined;
      if (this.#trouble?.kind !== "full") return;
      this.#trouble = null;
      this.#options.changed?.(null);
    } catch (error) {
      if (kindOf(error) !== "full") throw error;
    } finally {
      this.#looking = false;
    }
  }
}

/** `null` for what says nothing of the disk. */
function kindOf(error: unknown): Kind | null {
  if (!(error instanceof Error)) return null;
  return SAID.find(([words]) => words.test(error.message))?.[1] ?? null;
}
