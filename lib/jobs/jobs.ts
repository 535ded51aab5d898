import { newId } from "../process/ids.ts";
import { DomainError } from "../model/process/errors.ts";
import { isEnded, type JobData } from "../model/jobs/job_schema.ts";
import { isUnavailable } from "../store/outage/away.ts";
import type { RowRef } from "../store/store.ts";
import { ended, leased, waiting } from "./claim.ts";
import { lapsedJobs, waitingJobs } from "./due.ts";
import type { JobKind, Work } from "./kinds.ts";
import type { Job } from "./job_schema.ts";
import { type Every, newRow, nextRun, scheduleRow } from "./schedules.ts";
import { jobKey } from "./tables.ts";
import { type Declared, type JobsDeps, jobTopic, Worker } from "./worker.ts";

/** Jobs wait, or one of them can be ended. */
const HINT = "jobs";

export interface JobsOptions {
  /** Jobs that are no schedules worked on at once; 0: none, others do. */
  slots: number;
  /** An idle process asks so often, milliseconds. */
  idleMs: number;
  /** How long whoever asked for a job waits for its end, milliseconds. */
  patienceMs: number;
}

export const JOBS_OPTIONS: JobsOptions = { slots: 4, idleMs: 5_000, patienceMs: 1_000 };

export interface Asked<I> {
  schoolId: string;
  input: I;
  /** Asked for again with it, it is the same job; `null`: another each time. */
  key: string | null;
  byId: string | null;
  causedBy?: string | null;
  /** From 0, the soonest; 5 is usual. */
  priority?: number;
}

/** The jobs of a product in one process: takes what is asked for, works on it, and on what others asked for. */
export class Jobs {
  readonly #deps: JobsDeps;
  readonly #options: JobsOptions;
  readonly #declared = new Map<string, Declared>();
  readonly #worker: Worker;
  #last = "";
  #asking: Promise<void> | null = null;
  #askAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: (() => void) | null = null;
  #scheduled = false;

  constructor(deps: JobsDeps, options: Partial<JobsOptions> = {}) {
    this.#deps = deps;
    this.#options = { ...JOBS_OPTIONS, ...options };
    this.#worker = new Worker(deps, this.#options.slots, () => this.ask());
  }

  /** Says how jobs of a kind are worked on; `every` makes it a schedule, of which there is one job in all. */
  declare<I extends JobData>(kind: JobKind<I>, work: Work<I>, every: Every | null = null): void {
    if (this.#declared.has(kind.name)) throw new Error(`Two kinds of job are called ${kind.name}`);
    this.#declared.set(kind.name, {
      kind: kind as unknown as JobKind,
      work: work as unknown as Work<JobData>,
      every,
    });
  }

  /**
   * Asks for a job, and waits a moment for its end. One that failed, was cancelled or waits for
   * another try is begun again when it is asked for again.
   *
   * @returns The job as it stands then, whether or not it has ended.
   * @throws {DomainError} what its first try was refused with, if that came within the moment.
   */
  async submit<I extends JobData>(kind: JobKind<I>, asked: Asked<I>): Promise<Job> {
    const declared = this.#declared.get(kind.name);
    if (declared === undefined) throw new Error(`No job is called ${kind.name}`);
    const here = this.#worker.hasRoom(declared);
    const row = this.#rowOf(declared, asked);
    let job: Job | null = null;
    this.#worker.reserve(row);
    try {
      job = await this.#inserted(row, declared, here);
      if (job !== null) return await this.#begun(job, declared, here);
    } finally {
      this.#worker.leave(row);
    }
    return await this.#again(row, declared, here);
  }

  #rowOf<I extends JobData>({ kind }: Declared, asked: Asked<I>): Job {
    const { schoolId, key, byId, causedBy = null, priority = 5, input } = asked;
    return {
      ...newRow({ id: newId(), schoolId }),
      ...{ kind: kind.name, createdAt: this.#deps.now(), input, key, byId, causedBy, priority },
    };
  }

  /** The row as this process begins it, or as it waits for one that does. */
  #first(job: Job, { kind }: Declared, here: boolean): Job {
    const now = this.#deps.now();
    return here ? leased(job, kind, { id: this.#worker.holder, now }) : waiting(job, now);
  }

  /** @returns `null` where there is one of its key. */
  async #inserted(row: Job, declared: Declared, here: boolean): Promise<Job | null> {
    const first = this.#first(row, declared, here);
    try {
      await this.#deps.tables.jobs.insert(first);
      return first;
    } catch (error) {
      if (!(error instanceof DomainError) || error.detail?.["unique"] !== "key") throw error;
      return null;
    }
  }

  async #begun(job: Job, declared: Declared, here: boolean): Promise<Job> {
    if (here) return await this.#firstTry(job, declared);
    this.#deps.bus.publish(HINT);
    return await this.#endOf(job);
  }

  /** The job of the same key; begun again where it has failed, was cancelled, waits, or was begun here and lost. */
  async #again(row: Job, declared: Declared, here: boolean): Promise<Job> {
    const { jobs } = this.#deps.tables;
    const there = await jobs.findBy("key", row.schoolId, jobKey(row.kind, row.key!));
    if (there === null) throw new Error(`The job ${row.kind} is and is not there`);
    const isFree = this.#worker.reserve(there);
    try {
      let isNew = false;
      const job = await jobs.update(there, (it) => {
        isNew = isFree && this.#isToBegin(it);
        if (!isNew) return it;
        const asked = { ...it, input: row.input, attempts: 0, cancelAt: null, error: null };
        return this.#first({ ...asked, endedAt: null }, declared, here);
      });
      if (isNew) return await this.#begun(job, declared, here);
      return isEnded(job) ? job : await this.#endOf(job);
    } finally {
      if (isFree) this.#worker.leave(there);
    }
  }

  #isToBegin({ state, nextRunAt, leaseHolder }: Job): boolean {
    if (state === "queued") return nextRunAt > this.#deps.now();
    return state === "failed" || state === "cancelled" ||
      state === "running" && leaseHolder === this.#worker.holder;
  }

  async #firstTry(job: Job, declared: Declared): Promise<Job> {
    const end = await within(this.#options.patienceMs, this.#worker.begin(job, declared));
    if (end?.error instanceof DomainError) throw end.error;
    return end?.job ?? await this.#read(job);
  }

  /** Waits for the end of what is worked on elsewhere, or is already. */
  async #endOf(job: Job): Promise<Job> {
    let stop = () => {};
    const ends = new Promise<Job>((done) => {
      stop = this.#deps.bus.subscribe(jobTopic(job), () => {
        // Any failure: whoever asked reads the job later.
        this.#read(job).then((it) => isEnded(it) && done(it)).catch(() => {});
      });
    });
    try {
      return await within(this.#options.patienceMs, ends) ?? await this.#read(job);
    } finally {
      stop();
    }
  }

  async #read(job: Job): Promise<Job> {
    return await this.#deps.tables.jobs.find(job) ?? job;
  }

  /** Ends a job that has not ended. What works on it stops where it can. @returns The row as it is then. */
  async cancel(ref: RowRef): Promise<Job> {
    const now = this.#deps.now();
    const job = await this.#deps.tables.jobs.update(ref, (it) => {
      if (isEnded(it) || it.cancelAt !== null) return it;
      const asked = { ...it, cancelAt: now };
      return it.state === "queued" ? ended(asked, "cancelled", now) : asked;
    });
    if (job.state === "running" && job.leaseHolder === this.#worker.holder) {
      this.#worker.end(job, "cancelled");
    }
    this.#worker.tell(job);
    return job;
  }

  /** Ends the job of a key, if there is one that has not ended, and waits a moment until nothing works on it. */
  async cancelKey(kind: { name: string }, schoolId: string, key: string): Promise<void> {
    const job = await this.#deps.tables.jobs.findBy("key", schoolId, jobKey(kind.name, key));
    if (job === null || isEnded(job)) return;
    const asked = await this.cancel(job);
    if (!isEnded(asked)) await this.#endOf(asked);
  }

  /** Begins to work on what waits. Schedules begin at once. */
  start(): void {
    this.#unsubscribe ??= this.#deps.bus.subscribe(HINT, () => this.ask());
    this.ask();
  }

  /** Looks for work now; while it looks already, once more after that. */
  ask(): void {
    if (this.#unsubscribe === null) return;
    if (this.#asking !== null) {
      this.#askAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#asking = this.#look().finally(() => {
      this.#asking = null;
      if (!this.#askAgain) return;
      this.#askAgain = false;
      this.ask();
    });
  }

  /** Resolves when this process looks for nothing and works on nothing. */
  async idle(): Promise<void> {
    do {
      await this.#asking;
      await this.#worker.idle();
    } while (this.#asking !== null);
  }

  /** Begins nothing more, and waits until what runs has been given back or has ended. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    clearTimeout(this.#timer);
    await this.#asking;
    await this.#worker.stop();
  }

  async #look(): Promise<void> {
    let nextAt: number | null = null;
    try {
      await this.#schedule();
      nextAt = await this.#takeWhatWaits();
    } catch (error) {
      // Any failure: asked again soon. An outage is said by others.
      if (!isUnavailable(error)) {
        this.#deps.log({ event: "fault", requestId: null, where: "jobs", error: error as Error });
      }
    }
    if (this.#unsubscribe === null) return;
    const { idleMs } = this.#options;
    const inMs = nextAt === null
      ? idleMs
      : Math.min(idleMs, Math.max(0, nextAt - this.#deps.now()));
    this.#timer = setTimeout(() => this.ask(), inMs);
  }

  /** Makes the rows of schedules that are not there. A new version may want one sooner than the row says. */
  async #schedule(): Promise<void> {
    if (this.#scheduled) return;
    const now = this.#deps.now();
    for (const { kind, every } of this.#declared.values()) {
      if (every === null) continue;
      const row = await this.#deps.tables.jobs.ensure(
        scheduleRow(kind.name, { now, nextRunAt: now }),
      );
      const soonest = nextRun(every, now, Math.random);
      const isLate = isEnded(row) || row.nextRunAt > soonest || every.atStart === true;
      if (row.state !== "running" && isLate) {
        await this.#deps.tables.jobs.update(
          row,
          (it) => it.state === "running" ? it : waiting({ ...it, endedAt: null }, now),
        );
      }
    }
    this.#scheduled = true;
  }

  /** @returns When something is due that is not yet. */
  async #takeWhatWaits(): Promise<number | null> {
    const { jobs } = this.#deps.tables;
    for (const job of await lapsedJobs(jobs, this.#deps.now())) await this.#take(job);
    const { due, nextAt } = await waitingJobs(jobs, { now: this.#deps.now(), last: this.#last });
    // One of each school, then a second of each.
    for (let round = 0; due.some((rows) => rows.length > round); round++) {
      for (const rows of due) {
        const job = rows[round];
        if (job !== undefined && await this.#take(job)) this.#last = job.schoolId;
      }
    }
    return nextAt;
  }

  /** @returns Whether it is begun here. */
  async #take(job: Job): Promise<boolean> {
    const declared = this.#declared.get(job.kind);
    return declared !== undefined && await this.#worker.take(job, declared);
  }
}

/** What comes within `ms`; `null` when nothing did. */
async function within<T>(ms: number, what: Promise<T>): Promise<T | null> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const moment = new Promise<null>((done) => late = setTimeout(() => done(null), ms));
  try {
    return await Promise.race([what, moment]);
  } finally {
    clearTimeout(late);
  }
}
