import { isOpen, type NewEvent, type Projection } from "../attempts/projection.ts";
import { type Appended, type AttemptStore, decided, type Decision } from "../attempts/store.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import type { Answer, Attempt, AttemptEvent, Paper } from "../model/attempt_schema.ts";
import { DomainError } from "../model/errors.ts";
import { keyOf, type ListOptions, type Page, type RowRef } from "../store.ts";
import type { AttemptNews, AttemptNewsWire } from "./attempt_news.ts";
import { away, isAway } from "./away.ts";
import { Backlog, type BacklogDeps } from "./backlog.ts";
import type { JournalEntry } from "./journal.ts";
import type { Memory } from "./memory.ts";
import { wholeEvents } from "./replay.ts";
import { RunningAttempts, type WholeState } from "./running_attempts.ts";
import { readFromMemory } from "./staleness.ts";

export type OutageDeps = BacklogDeps & {
  /** Through a guard. */
  attempts: AttemptStore;
  /** `null`: no other process changes anything. */
  wire: AttemptNewsWire | null;
  /** Whether the store is there. */
  isUp: () => boolean;
  memory: Memory;
} & Clock;

/**
 * Attempts that go on while their store is away: what a running test writes is kept in a journal, acknowledged, and carried
 * out in order when the store is back. An attempt that this process does not know well enough is refused instead.
 */
export class OutageAttemptStore implements AttemptStore {
  readonly #deps: OutageDeps;
  readonly #store: AttemptStore;
  readonly #running = new RunningAttempts();
  readonly #backlog: Backlog;
  #begun: Promise<void> | null = null;

  constructor(deps: OutageDeps) {
    this.#deps = deps;
    this.#store = deps.attempts;
    this.#backlog = new Backlog(deps, this.#running);
    deps.wire?.hear((key) => this.#running.has(key), (news) => this.#hears(news));
  }

  /** Changes acknowledged that the store does not have yet, of all processes as far as known. */
  get waiting(): number {
    return this.#backlog.size;
  }

  /** Acknowledged changes that the store refused for good. */
  get parked(): number {
    return this.#backlog.parked;
  }

  /** Reads what waited when this process started, before anything is written on top of it. Called again it does nothing. */
  async begin(): Promise<void> {
    this.#begun ??= this.#backlog.catchUp().catch((error) => {
      this.#begun = null;
      throw error;
    });
    await this.#begun;
  }

  async create(attempt: Attempt, paper: Paper, first: NewEvent): Promise<Attempt> {
    const created = await this.#store.create(attempt, paper, first);
    this.#running.set({ attempt: created, answers: new Map(), paper });
    return created;
  }

  async find(ref: RowRef): Promise<Attempt | null> {
    return await this.#read(ref, ({ attempt }) => attempt, async () => {
      const found = await this.#store.find(ref);
      if (found !== null) this.#running.saw(found);
      if (found !== null) this.#learn(found);
      return found;
    });
  }

  async paper(ref: RowRef): Promise<Paper | null> {
    const known = this.#running.get(ref);
    return known?.paper ?? await this.#store.paper(ref);
  }

  async answers(ref: RowRef): Promise<Map<string, Answer>> {
    return await this.#read(
      ref,
      ({ answers }) => new Map(answers),
      () => this.#store.answers(ref),
    );
  }

  async events(ref: RowRef, after?: number, limit?: number): Promise<AttemptEvent[]> {
    await this.#backlog.settle(ref);
    return await this.#store.events(ref, after, limit);
  }

  async append<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    await this.begin();
    try {
      return await this.#appendAsKnown(ref, slotIds, decide);
    } catch (error) {
      if (!isMissingWrites(error)) throw error;
      // What is missing may wait in the journal through another process, or have been carried out by it since.
      await this.#backlog.catchUp();
      return await this.#inTurn(ref, slotIds, decide);
    }
  }

  async listByAssignment(
    schoolId: string,
    assignmentId: string,
    options: Pick<ListOptions, "limit" | "after"> = {},
  ): Promise<Page<Attempt>> {
    return this.#overlaid(
      await this.#deps.memory.through(
        `attempts of assignment ${schoolId}/${assignmentId} ${JSON.stringify(options)}`,
        () => this.#store.listByAssignment(schoolId, assignmentId, options),
      ),
    );
  }

  async listByStudent(
    schoolId: string,
    studentId: string,
    options: Pick<ListOptions, "limit" | "after"> & { assignmentId?: string | undefined } = {},
  ): Promise<Page<Attempt>> {
    return this.#overlaid(
      await this.#deps.memory.through(
        `attempts of student ${schoolId}/${studentId} ${JSON.stringify(options)}`,
        () => this.#store.listByStudent(schoolId, studentId, options),
      ),
    );
  }

  async listDue(at: number, limit?: number): Promise<Attempt[]> {
    const due = await this.#store.listDue(at, limit);
    return due.filter((attempt) => !this.#backlog.has(attempt));
  }

  /** Takes over what other processes have journalled, while nothing can be carried out. */
  async hear(): Promise<void> {
    await this.#backlog.catchUp();
  }

  /** Reads what is new in the journal, and carries out what waits. @throws {DomainError} `unavailable` when that is not possible now. */
  async replay(): Promise<void> {
    await this.#backlog.catchUp();
    await this.#backlog.carryOutAll();
  }

  /** Behind what this process knows to wait. */
  async #appendAsKnown<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    if (this.#backlog.has(ref)) return await this.#inTurn(ref, slotIds, decide);
    try {
      return await this.#appendNow(ref, slotIds, decide);
    } catch (error) {
      if (!isAway(error)) throw error;
      return await this.#inTurn(ref, slotIds, decide, error);
    }
  }

  async #appendNow<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
  ): Promise<Appended<T>> {
    let made: Decision<T> = { events: [], result: undefined as T };
    const appended = await this.#store.append(ref, slotIds, (now) => made = decide(now));
    this.#tookNow(appended, made);
    return appended;
  }

  /** @param news `null`: some were missed. While the store is away nothing was: what others change is in the journal. */
  #hears(news: AttemptNews | null): void {
    if (news === null) {
      if (this.#deps.isUp()) this.#running.clear();
      return;
    }
    const changed = new Map(news.answers.map((it) => [it.slotId, it]));
    this.#running.heard({ attempt: news.attempt, answers: changed }, news.added);
  }

  #tookNow({ attempt, answers }: Projection, decision: Decision<unknown>): void {
    const added = decision.events.length;
    this.#running.took({ attempt, answers }, added);
    this.#learn(attempt);
    if (added === 0 && !isWorthKeeping(decision)) return;
    this.#deps.wire?.tell(keyOf(attempt), { attempt, answers: [...answers.values()], added });
  }

  /** With what waits for this attempt carried out first, or this change waiting behind it. */
  async #inTurn<T>(
    ref: RowRef,
    slotIds: readonly string[] | "all",
    decide: (now: Projection) => Decision<T>,
    cause?: unknown,
  ): Promise<Appended<T>> {
    return await this.#backlog.inTurn(ref, async () => {
      if (cause === undefined) {
        try {
          if (await this.#backlog.carryOut(ref)) return await this.#appendNow(ref, slotIds, decide);
        } catch (error) {
          if (!isAway(error)) throw error;
        }
      }
      return await this.#journalled(ref, decide, cause);
    });
  }

  async #journalled<T>(
    ref: RowRef,
    decide: (now: Projection) => Decision<T>,
    cause: unknown,
  ): Promise<Appended<T>> {
    const { journal, now } = this.#deps;
    if (journal === null) throw away(cause);
    await this.#backlog.catchUp();
    const before = this.#running.get(ref);
    if (before === undefined) throw away(cause);
    const decision = this.#decidedFromMemory(before, decide);
    const { events, ...after } = decided(before, decision);
    if (after.attempt === before.attempt) return { ...after, result: decision.result };
    if (decision.mayWait === false) throw away(cause);
    if (events.length > 0 || isWorthKeeping(decision)) {
      const entry: JournalEntry = {
        id: newId(),
        at: now(),
        schoolId: ref.schoolId,
        attemptId: ref.id,
        events: wholeEvents(before, events),
        patch: decision.patch ?? {},
      };
      await this.#backlog.keep(entry);
    }
    this.#running.set({ ...after, paper: before.paper });
    return { ...after, result: decision.result, journalled: true };
  }

  /** @throws {DomainError} `unavailable/outage` when something is missing here that the store, which cannot be asked, may have. */
  #decidedFromMemory<T>(known: WholeState, decide: (now: Projection) => Decision<T>): Decision<T> {
    try {
      return decide(known);
    } catch (error) {
      throw isMissingWrites(error) ? away(error) : error;
    }
  }

  async #read<T>(
    ref: RowRef,
    ofKnown: (known: WholeState) => T,
    read: () => Promise<T>,
  ): Promise<T> {
    try {
      await this.begin();
      if (!await this.#backlog.settle(ref)) throw away(null);
      return await read();
    } catch (error) {
      if (!isAway(error)) throw error;
      await this.#backlog.catchUp();
      const known = this.#running.get(ref);
      if (known === undefined) throw error;
      if (this.#deps.journal === null) readFromMemory(known.attempt.lastSeenAt);
      return ofKnown(known);
    }
  }

  #overlaid(page: Page<Attempt>): Page<Attempt> {
    if (this.#backlog.size === 0) return page;
    const items = page.items.map((it) =>
      this.#backlog.has(it) ? this.#running.get(it)?.attempt ?? it : it
    );
    return { ...page, items };
  }

  /** Reads whole, once, an attempt that is used and was not begun by this process. */
  #learn(attempt: Attempt): void {
    if (!isOpen(attempt)) return;
    const { schoolId, id } = attempt;
    this.#running.learn(attempt, () => this.#whole({ schoolId, id })).catch((error) => {
      if (!isAway(error)) this.#deps.fault(error);
    });
  }

  async #whole(ref: RowRef): Promise<WholeState | null> {
    const paper = await this.#store.paper(ref);
    // A change that changes nothing gives head and answers of one moment.
    const { attempt, answers } = await this.#store.append(ref, "all", () => ({
      events: [],
      result: undefined,
    }));
    return paper && { attempt, answers, paper };
  }
}

function isMissingWrites(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "missing_writes";
}

/** A patch that says more than that the page is there. */
function isWorthKeeping({ patch = {} }: Decision<unknown>): boolean {
  return Object.keys(patch).some((name) => name !== "lastSeenAt");
}
