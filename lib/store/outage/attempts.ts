import type { NewEvent, Projection } from "../../attempts/projection.ts";
import type { Appended, AttemptStore, Decision } from "../../attempts/store.ts";
import type { Clock } from "../../process/clock.ts";
import type { Answer, Attempt, AttemptEvent, Paper } from "../../model/attempts/attempt_schema.ts";
import type { ListOptions, Page, RowRef } from "../store.ts";
import type { ReceiptKeys } from "../../attempts/receipts.ts";
import { AttemptFollower, type FollowerDeps } from "./attempt_follower.ts";
import { AttemptWrites } from "./attempt_writes.ts";
import { away, isAway } from "./away.ts";
import { Backlog, type BacklogDeps } from "./backlog.ts";
import type { Memory } from "./memory.ts";
import { RunningAttempts, type WholeState } from "./running_attempts.ts";
import { readFromMemory } from "./staleness.ts";

export type OutageDeps =
  & BacklogDeps
  & FollowerDeps
  & { memory: Memory; receiptKeys: ReceiptKeys; uptimeMs?: () => number }
  & Clock;

/**
 * Attempts that go on while their store is away: what a running test writes is kept in a journal, acknowledged, and carried
 * out in order when the store is back. An attempt that this process does not know well enough is refused instead.
 */
export class OutageAttemptStore implements AttemptStore {
  readonly #deps: OutageDeps;
  readonly #store: AttemptStore;
  readonly #running = new RunningAttempts();
  readonly #backlog: Backlog;
  readonly #follower: AttemptFollower;
  readonly #writes: AttemptWrites;
  #begun: Promise<void> | null = null;

  constructor(deps: OutageDeps) {
    this.#deps = deps;
    this.#store = deps.attempts;
    this.#backlog = new Backlog(deps, this.#running);
    this.#follower = new AttemptFollower(deps, this.#running);
    const parts = { running: this.#running, backlog: this.#backlog, follower: this.#follower };
    this.#writes = new AttemptWrites({ ...deps, ...parts });
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
      if (found !== null) this.#follower.saw(found);
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
    return await this.#writes.append({ ref, slotIds, decide });
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
    await this.#deps.claims?.settle();
    await this.#backlog.catchUp();
  }

  /** Reads what is new in the journal, and carries out what waits. @throws {DomainError} `unavailable` when that is not possible now. */
  async replay(): Promise<void> {
    await this.#deps.claims?.settle();
    await this.#backlog.catchUp();
    await this.#backlog.carryOutAll();
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
}
