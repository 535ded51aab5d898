import { DomainError } from "../model/process/errors.ts";
import type { JobData } from "../model/jobs/job_schema.ts";
import type { Bus } from "../process/bus.ts";
import { newId } from "../process/ids.ts";
import type { Log } from "../process/log.ts";
import { isUnavailable } from "../store/outage/away.ts";
import { keyOf, type RowRef } from "../store/store.ts";
import { claim, finished, type JobTable, type Outcome } from "./claim.ts";
import type { Ended, JobKind, Work } from "./kinds.ts";
import type { Job } from "./job_schema.ts";
import { type Every, nextRun } from "./schedules.ts";
import { Trying } from "./trying.ts";

export interface JobsDeps {
  tables: { jobs: JobTable };
  bus: Bus;
  log: Log;
  now: () => number;
}

/** A kind, how it is worked on, and how often it is where it is a schedule. */
export interface Declared {
  kind: JobKind;
  work: Work<JobData>;
  every: Every | null;
}

/** How a try ended, and the row then; `null` where it is another process's. */
export interface TryEnd {
  job: Job | null;
  error: unknown;
}

/** Something about one job changed. */
export function jobTopic(job: RowRef): string {
  return `job:${keyOf(job)}`;
}

/** What one process works on. */
export class Worker {
  /** Of this process, for leases. */
  readonly holder = newId();
  readonly #deps: JobsDeps;
  readonly #slots: number;
  /** Told when there may be room for another job. */
  readonly #onEnd: () => void;
  /** By {@linkcode keyOf} the row. */
  readonly #running = new Map<
    string,
    { declared: Declared; trying: Trying; done: Promise<unknown> }
  >();
  readonly #reserved = new Set<string>();
  #stopping = false;

  constructor(deps: JobsDeps, slots: number, onEnd: () => void) {
    this.#deps = deps;
    this.#slots = slots;
    this.#onEnd = onEnd;
  }

  /** @returns Whether it is begun here. */
  async take(job: Job, declared: Declared): Promise<boolean> {
    if (!this.hasRoom(declared) || !this.reserve(job)) return false;
    try {
      return await this.#takeReserved(job, declared);
    } finally {
      this.leave(job);
    }
  }

  async #takeReserved(job: Job, declared: Declared): Promise<boolean> {
    const holder = { id: this.holder, now: this.#deps.now() };
    const row = await claim(this.#deps.tables.jobs, job, declared.kind, holder);
    if (row === null) return false;
    if (job.state === "running") {
      this.#deps.log({ event: "job", kind: job.kind, id: job.id, state: "taken_over" });
    }
    if (row.state !== "running") {
      this.tell(row);
      return false;
    }
    void this.begin(row, declared);
    return true;
  }

  hasRoom({ kind, every }: Declared): boolean {
    if (this.#slots === 0 || this.#stopping) return false;
    const running = [...this.#running.values()].map(({ declared }) => declared);
    const same = running.filter((it) => it.kind.name === kind.name).length;
    // A schedule does not wait for what people ask for.
    if (every !== null) return same === 0;
    return same < kind.atOnce && running.filter((it) => it.every === null).length < this.#slots;
  }

  /** Works on a row that is leased here. */
  begin(job: Job, declared: Declared): Promise<TryEnd> {
    const { tables: { jobs: table }, now } = this.#deps;
    const trying = new Trying(
      { table, holder: this.holder, now, tell: (it) => this.tell(it) },
      job,
      declared.kind,
    );
    const done = this.#tryOnce(job, declared, trying).finally(() => {
      this.#running.delete(keyOf(job));
      this.#onEnd();
    });
    this.#running.set(keyOf(job), { declared, trying, done });
    return done;
  }

  /**
   * Keeps a job for whoever leases it next in this process, so that it is begun here once.
   *
   * @returns `false` where somebody else here works on it, or is about to.
   */
  reserve(job: RowRef): boolean {
    const key = keyOf(job);
    if (this.#reserved.has(key) || this.#running.has(key)) return false;
    this.#reserved.add(key);
    return true;
  }

  /** What was reserved is not begun. */
  leave(job: RowRef): void {
    this.#reserved.delete(keyOf(job));
  }

  /** Ends what is worked on here. */
  end(job: RowRef, why: Ended): void {
    this.#running.get(keyOf(job))?.trying.end(why);
  }

  /** Resolves when what runs now has ended. */
  async idle(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Begins nothing more, and waits until what runs has been given back or has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { trying } of this.#running.values()) trying.end("stopping");
    await this.idle();
  }

  tell(job: Job): void {
    this.#deps.bus.publish(jobTopic(job));
  }

  async #tryOnce(job: Job, declared: Declared, trying: Trying): Promise<TryEnd> {
    const { outcome, error } = await trying.run(declared.work);
    if (outcome === null) return { job: null, error };
    this.#say(job, outcome, error);
    const now = this.#deps.now();
    try {
      const row = await finished(this.#deps.tables.jobs, job, {
        holder: { id: this.holder, now },
        outcome: againBy(declared, outcome, now),
      });
      if (row !== null) this.tell(row);
      return { job: row, error };
    } catch (failure) {
      // Any failure: the lease ends by itself, and the job is begun again.
      if (!isUnavailable(failure)) this.#fault(job, failure);
      return { job: null, error: error ?? failure };
    }
  }

  #say(job: Job, outcome: Outcome, error: unknown): void {
    if (outcome.state !== "failed") return;
    const state = outcome.inMs === null ? "failed" : "tried_again";
    this.#deps.log({ event: "job", kind: job.kind, id: job.id, state });
    if (!(error instanceof DomainError)) this.#fault(job, error);
  }

  /** The request that asked for the job is named, so that one id finds both. */
  #fault({ kind, causedBy: requestId }: Job, error: unknown): void {
    this.#deps.log({ event: "fault", requestId, where: `job ${kind}`, error: error as Error });
  }
}

/** A schedule waits for its next time, however it ended. */
function againBy({ every }: Declared, outcome: Outcome, now: number): Outcome {
  if (every === null || outcome.state === "given_back") return outcome;
  const error = outcome.state === "failed" ? outcome.error : null;
  return { state: "again", error, nextRunAt: nextRun(every, now, Math.random) };
}
