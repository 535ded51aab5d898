import { newId } from "../ids.ts";
import { keyOf, type RowRef } from "../store.ts";
import { isAway } from "./away.ts";

/** Short notes that all processes of a deployment see at once. */
export interface Marks {
  get(key: string): Promise<string | null>;
  /** @param ms How long it stays. @throws {DomainError} `unavailable/outage` while it cannot be asked, as all of these. */
  set(key: string, value: string, ms: number): Promise<void>;
  /** The same unless there is one. @returns Whether it was set. */
  setIfNew(key: string, value: string, ms: number): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** A hand-in that was begun and came to nothing stands in nobody's way for longer. */
const BEGUN_MS = 10_000;
/** For so long is known what a process keeps that went away with its folder. */
const KEPT_MS = 86_400_000;
const STORED = "stored";

/**
 * Who hands an attempt in, and whether changes of it wait in some process's journal: what processes must agree on while
 * only some of them reach the store. Of two that hand the same attempt in, one is first and makes the only receipt.
 */
export class Claims {
  readonly #marks: Marks;
  readonly #me = newId();
  /** What could not be told yet, by key. */
  readonly #owed = new Map<string, () => Promise<void>>();
  /** Attempts that others know to wait here. */
  readonly #told = new Set<string>();

  constructor(marks: Marks) {
    this.#marks = marks;
  }

  /**
   * Takes the hand-in for this process.
   *
   * @param into Where it will be kept first. The store refuses a second one by itself; who only has a journal cannot know.
   * @returns Whether this process may.
   * @throws {DomainError} `unavailable/outage` when the others cannot be asked.
   */
  async take(ref: RowRef, into: "store" | "journal"): Promise<boolean> {
    const key = handInKey(ref);
    if (await this.#marks.setIfNew(key, `begun ${this.#me}`, BEGUN_MS)) return true;
    const found = await this.#marks.get(key);
    if (found === null) return await this.#marks.setIfNew(key, `begun ${this.#me}`, BEGUN_MS);
    if (found === STORED) return into === "store";
    if (found === `kept ${this.#me}`) return into === "store";
    if (found !== `begun ${this.#me}`) return false;
    // Asked for over and over in vain it must run out: another process may be able to.
    if (into === "journal") await this.#marks.set(key, found, BEGUN_MS);
    return true;
  }

  /** The hand-in is in this process's journal. */
  async kept(ref: RowRef): Promise<void> {
    await this.#tell(handInKey(ref), (key) => this.#marks.set(key, `kept ${this.#me}`, KEPT_MS));
  }

  /** The store has the hand-in. */
  async stored(ref: RowRef): Promise<void> {
    await this.#tell(handInKey(ref), (key) => this.#marks.set(key, STORED, KEPT_MS));
  }

  /** It was not handed in after all, or was opened again. */
  async gaveUp(ref: RowRef): Promise<void> {
    await this.#tell(handInKey(ref), (key) => this.#marks.remove(key));
  }

  /** Changes of the attempt wait in this process's journal. */
  async waits(ref: RowRef): Promise<void> {
    const key = waitsKey(ref);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    await this.#tell(key, () => this.#marks.set(key, this.#me, KEPT_MS));
  }

  /** None do any more; what others keep is theirs to say. */
  async waitsNoMore(ref: RowRef): Promise<void> {
    const key = waitsKey(ref);
    if (!this.#told.delete(key)) return;
    await this.#tell(key, () => this.#marks.remove(key));
  }

  /** Whether changes of the attempt may wait in some journal; when nobody can be asked, they may. */
  async mayWait(ref: RowRef): Promise<boolean> {
    try {
      return await this.#marks.get(waitsKey(ref)) !== null;
    } catch (error) {
      if (isAway(error)) return true;
      throw error;
    }
  }

  /** Tells what could not be told before. */
  async settle(): Promise<void> {
    for (const [key, tell] of [...this.#owed]) {
      try {
        await tell();
      } catch (error) {
        if (isAway(error)) return;
        throw error;
      }
      if (this.#owed.get(key) === tell) this.#owed.delete(key);
    }
  }

  async #tell(key: string, say: (key: string) => Promise<void>): Promise<void> {
    const tell = () => say(key);
    this.#owed.set(key, tell);
    try {
      await tell();
    } catch (error) {
      if (isAway(error)) return;
      throw error;
    }
    if (this.#owed.get(key) === tell) this.#owed.delete(key);
  }
}

function handInKey(ref: RowRef): string {
  return `hand_in:${keyOf(ref)}`;
}

function waitsKey(ref: RowRef): string {
  return `waits:${keyOf(ref)}`;
}
