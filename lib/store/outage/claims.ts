import { newId } from "../../process/ids.ts";
import { keyOf, type RowRef } from "../store.ts";
import { KeyedMutex } from "../../process/keyed_mutex.ts";
import { isAway } from "./away.ts";

/** Short notes that all processes of a deployment see at once. */
export interface Marks {
  get(key: string): Promise<string | null>;
  /** @param ms How long it stays. @throws {DomainError} `unavailable/outage` while it cannot be asked, as all of these. */
  set(key: string, value: string, ms: number): Promise<void>;
  /** The same unless there is one. @returns Whether it was set. */
  setIfNew(key: string, value: string, ms: number): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** Adds a member to a set. @param ms How long the set stays from now on. */
  join(key: string, member: string, ms: number): Promise<void>;
  /** Takes members out of a set; those that are not in it are passed over. */
  leave(key: string, members: readonly string[]): Promise<void>;
  /** Whether the set has any member. */
  hasMembers(key: string): Promise<boolean>;
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
  /** What could not be told yet: the newest about each thing alone, which undoes what was to be told before. */
  readonly #owed = new Map<string, Telling>();
  /** What is told about one attempt arrives in order. */
  readonly #turns = new KeyedMutex();

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
    await this.#tellHandIn(ref, (key) => this.#marks.set(key, `kept ${this.#me}`, KEPT_MS));
  }

  /** The store has the hand-in. */
  async stored(ref: RowRef): Promise<void> {
    await this.#tellHandIn(ref, (key) => this.#marks.set(key, STORED, KEPT_MS));
  }

  /** It was not handed in after all, or was opened again. */
  async gaveUp(ref: RowRef): Promise<void> {
    await this.#tellHandIn(ref, (key) => this.#marks.remove(key));
  }

  /**
   * An entry of the attempt waits in a journal. Each is noted by itself: what one process has carried out says nothing of
   * what waits in another one's.
   */
  async waits(ref: RowRef, entryId: string): Promise<void> {
    const key = waitingKey(ref);
    const say = () => this.#marks.join(key, entryId, KEPT_MS);
    await this.#tell({ key, about: [`${key} ${entryId}`], say });
  }

  /** Those entries do not any more, whoever kept them. */
  async waitsNoMore(ref: RowRef, entryIds: readonly string[]): Promise<void> {
    if (entryIds.length === 0) return;
    const key = waitingKey(ref);
    const say = () => this.#marks.leave(key, entryIds);
    await this.#tell({ key, about: entryIds.map((id) => `${key} ${id}`), say });
  }

  /** Whether changes of the attempt may wait in some journal; when nobody can be asked, they may. */
  async mayWait(ref: RowRef): Promise<boolean> {
    try {
      return await this.#marks.hasMembers(waitingKey(ref));
    } catch (error) {
      if (isAway(error)) return true;
      throw error;
    }
  }

  /** Tells what could not be told before. */
  async settle(): Promise<void> {
    for (const telling of new Set(this.#owed.values())) {
      if (!await this.#told(telling)) return;
    }
  }

  async #tellHandIn(ref: RowRef, say: (key: string) => Promise<void>): Promise<void> {
    const key = handInKey(ref);
    await this.#tell({ key, about: [key], say: () => say(key) });
  }

  async #tell(telling: Telling): Promise<void> {
    for (const thing of telling.about) this.#owed.set(thing, telling);
    await this.#told(telling);
  }

  /** @returns Whether it is not owed any more; `false` while the others cannot be reached. */
  #told(telling: Telling): Promise<boolean> {
    const owed = () => telling.about.filter((thing) => this.#owed.get(thing) === telling);
    return this.#turns.take(telling.key, async () => {
      // Something newer was told while this waited: it would undo that.
      if (owed().length === 0) return true;
      try {
        await telling.say();
      } catch (error) {
        if (isAway(error)) return false;
        throw error;
      }
      for (const thing of owed()) this.#owed.delete(thing);
      return true;
    });
  }
}

/** Something that the others are to know. */
interface Telling {
  /** Where it is noted. */
  key: string;
  about: readonly string[];
  say: () => Promise<void>;
}

function handInKey(ref: RowRef): string {
  return `hand_in:${keyOf(ref)}`;
}

function waitingKey(ref: RowRef): string {
  return `waiting:${keyOf(ref)}`;
}
