import { allEvents, type Appended, type AttemptStore, decided } from "../../attempts/store.ts";
import { DomainError } from "../../model/process/errors.ts";
import { keyOf, type RowRef } from "../store.ts";
import { KeyedMutex } from "../../process/keyed_mutex.ts";
import { isUnavailable } from "./away.ts";
import type { Claims } from "./claims.ts";
import type { JournalEntry, OutageJournal } from "./journal.ts";
import { replayed } from "./replay.ts";
import type { RunningAttempts } from "./running_attempts.ts";
import { historyOf, NeedsHistory } from "./sealed.ts";
import { Waiting } from "./waiting.ts";

/** About as many seconds: what the store refused while it was overloaded or changed hands it takes later. */
const MOST_REFUSALS = 60;

export interface BacklogDeps {
  /** Through a guard. */
  attempts: AttemptStore;
  journal: OutageJournal | null;
  /** What processes agree on; `null`: there is one process. */
  claims: Claims | null;
  /** What could not be carried out and was set aside. */
  parked: (entry: JournalEntry, error: Error) => void;
  /** What went wrong beside any request. */
  fault: (error: Error) => void;
}

/** What is acknowledged and not in the store yet, of all processes as far as known; carried out in order, attempt by attempt. */
export class Backlog {
  readonly #deps: BacklogDeps;
  readonly #running: RunningAttempts;
  readonly #waiting = new Waiting();
  readonly #turns = new KeyedMutex();
  /** How often the store has refused what waits, by attempt. */
  readonly #refusals = new Map<string, number>();
  #parked: number | null = null;
  #reading: Promise<void> = Promise.resolve();
  #nextReading: Promise<void> | null = null;

  constructor(deps: BacklogDeps, running: RunningAttempts) {
    this.#deps = deps;
    this.#running = running;
  }

  /** How many were set aside, for a person to look at. */
  get parked(): number {
    return this.#parked ?? 0;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(ref: RowRef): boolean {
    return this.#waiting.has(keyOf(ref));
  }

  /** Runs `work` while nothing else of this attempt is carried out or added. */
  inTurn<T>(ref: RowRef, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(keyOf(ref), work);
  }

  /** Keeps an entry, which the journal has when this resolves. @throws {DomainError} `unavailable/outage` when it cannot be kept. */
  async keep(entry: JournalEntry): Promise<void> {
    await this.#deps.journal!.append(entry);
    this.#waiting.add(entry);
    await this.#deps.claims?.waits(
      { schoolId: entry.schoolId, id: entry.attemptId },
      entry.id,
    );
  }

  /** Takes over what other processes have journalled meanwhile. One reads at a time: who came later would miss what the first has not told yet. */
  catchUp(): Promise<void> {
    // Any failure: whoever began that reading hears of it.
    this.#nextReading ??= this.#reading.catch(() => {}).then(() => {
      this.#nextReading = null;
      return this.#reading = this.#takeNews();
    });
    return this.#nextReading;
  }

  async #takeNews(): Promise<void> {
    for (const entry of await this.#deps.journal?.news() ?? []) {
      if (!this.#waiting.add(entry)) continue;
      this.#layOver(entry);
    }
    this.#parked ??= await this.#deps.journal?.parked() ?? 0;
  }

  /** What is known of its attempt is as after it; where that cannot be said, it is not known any more. */
  #layOver(entry: JournalEntry): void {
    const ref = { schoolId: entry.schoolId, id: entry.attemptId };
    const known = this.#running.get(ref);
    if (known === undefined) return;
    try {
      const { attempt, answers } = decided(known, replayed(known, [entry]));
      this.#running.set({ attempt, answers, paper: known.paper });
    } catch (error) {
      // Any failure: logged; the attempt is read again where it is kept.
      this.#running.forget(ref);
      if (!(error instanceof NeedsHistory)) this.#deps.fault(error as Error);
    }
  }

  /** Carries out all that waits. @throws {DomainError} `unavailable/outage` while the store is away. */
  async carryOutAll(): Promise<void> {
    for (const key of this.#waiting.keys) {
      const [first] = this.#waiting.of(key);
      if (first !== undefined) {
        await this.settle({ schoolId: first.schoolId, id: first.attemptId });
      }
    }
  }

  /** What waits for one attempt, in its turn. @returns Whether nothing waits for it any more. */
  async settle(ref: RowRef): Promise<boolean> {
    return !this.has(ref) || await this.inTurn(ref, () => this.carryOut(ref));
  }

  /** The same for who has the turn. @returns Whether nothing waits for it any more. @throws {DomainError} `unavailable/outage` while the store is away. */
  async carryOut(ref: RowRef): Promise<boolean> {
    const entries = await this.#stillWaiting(ref);
    if (entries.length === 0) return true;
    try {
      await this.#carryOutNow(ref, entries);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      return await this.#refused(ref, entries, error as Error);
    }
    await this.#done(ref, entries);
    return true;
  }

  async #carryOutNow(ref: RowRef, entries: readonly JournalEntry[]): Promise<void> {
    const { attempt, answers } = await this.#appended(ref, entries);
    const paper = this.#running.get(ref)?.paper;
    if (paper) this.#running.set({ attempt, answers, paper });
  }

  async #appended(ref: RowRef, entries: readonly JournalEntry[]): Promise<Appended<void>> {
    const { attempts } = this.#deps;
    try {
      return await attempts.append(ref, "all", (now) => replayed(now, entries));
    } catch (error) {
      if (!(error instanceof NeedsHistory)) throw error;
    }
    const history = historyOf(await allEvents(attempts, ref));
    return await attempts.append(ref, "all", (now) => replayed(now, entries, history));
  }

  /** What the store refuses is tried again for a while, then one by one; what it refuses even then is set aside. */
  async #refused(
    ref: RowRef,
    entries: readonly JournalEntry[],
    refusal: Error,
  ): Promise<boolean> {
    const key = keyOf(ref);
    const times = (this.#refusals.get(key) ?? 0) + 1;
    this.#refusals.set(key, times);
    const isGone = refusal instanceof DomainError && refusal.code === "not_found";
    if (times === 1 && !isGone) this.#deps.fault(refusal);
    if (times < MOST_REFUSALS && !isGone) return false;
    for (const entry of entries) {
      try {
        await this.#carryOutNow(ref, [entry]);
      } catch (error) {
        if (isUnavailable(error)) throw error;
        await this.#deps.journal?.park(entry, (error as Error).message);
        this.#parked = (this.#parked ?? 0) + 1;
        this.#deps.parked(entry, error as Error);
      }
      await this.#done(ref, [entry]);
    }
    return true;
  }

  async #done(ref: RowRef, entries: readonly JournalEntry[]): Promise<void> {
    await this.#deps.journal?.remove(entries.map(({ id }) => id));
    this.#waiting.remove(keyOf(ref), entries);
    this.#refusals.delete(keyOf(ref));
    const { claims } = this.#deps;
    if (entries.some(({ heads }) => heads !== undefined)) await claims?.stored(ref);
    await claims?.waitsNoMore(ref, entries.map(({ id }) => id));
  }

  /** Those that no other process has carried out meanwhile. */
  async #stillWaiting(ref: RowRef): Promise<JournalEntry[]> {
    const key = keyOf(ref);
    const entries = [...this.#waiting.of(key)];
    const { journal } = this.#deps;
    if (entries.length === 0 || journal === null) return entries;
    const done = await journal.carriedOut(entries.map(({ id }) => id));
    const gone = entries.filter(({ id }) => done.has(id));
    if (gone.length === 0) return entries;
    const ids = gone.map(({ id }) => id);
    // What this process alone keeps of them goes too.
    await journal.remove(ids);
    this.#waiting.remove(key, gone);
    await this.#deps.claims?.waitsNoMore(ref, ids);
    return entries.filter(({ id }) => !done.has(id));
  }
}
