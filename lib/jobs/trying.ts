import { DomainError } from "../model/process/errors.ts";
import type { JobData, JobProgress } from "../model/jobs/job_schema.ts";
import { isUnasked } from "../store/outage/away.ts";
import { type JobTable, type News, type Outcome, renewed } from "./claim.ts";
import type { Job } from "./job_schema.ts";
import { type Ended, EndedTry, type JobKind, type Work } from "./kinds.ts";

/** Progress is written and told at most so often, milliseconds. */
const TELL_MS = 250;

export interface TryDeps {
  table: JobTable;
  holder: string;
  now: () => number;
  /** Something about the job changed. */
  tell: (job: Job) => void;
}

/** One try at a job in this process: works, renews the lease meanwhile, and can be ended from outside. */
export class Trying {
  readonly #deps: TryDeps;
  readonly #job: Job;
  readonly #kind: JobKind;
  readonly #abort = new AbortController();
  #untilAt: number;
  #news: News = {};
  #toldAt = -Infinity;

  constructor(deps: TryDeps, job: Job, kind: JobKind) {
    this.#deps = deps;
    this.#job = job;
    this.#kind = kind;
    this.#untilAt = job.leaseUntilAt ?? 0;
  }

  end(why: Ended): void {
    if (!this.#abort.signal.aborted) this.#abort.abort(new EndedTry(why));
  }

  /** @returns How it ended; never rejects. */
  async run(work: Work<JobData>): Promise<{ outcome: Outcome | null; error: unknown }> {
    const { leaseMs, deadlineMs } = this.#kind;
    const beat = setInterval(() => this.#beat(), leaseMs / 3);
    const late = setTimeout(() => this.end("too_long"), deadlineMs);
    try {
      const input = this.#kind.input.parse(this.#job.input);
      const result = await work({
        job: this.#job,
        input,
        signal: this.#abort.signal,
        progress: (progress) => this.#progress(progress),
        checkpoint: (checkpoint) => this.#write({ checkpoint }),
      });
      return { outcome: { state: "done", result }, error: null };
    } catch (error) {
      // Any failure: decides whether it is tried again.
      return { outcome: this.#outcomeOf(error), error };
    } finally {
      clearInterval(beat);
      clearTimeout(late);
    }
  }

  async #progress(progress: JobProgress): Promise<void> {
    this.#abort.signal.throwIfAborted();
    this.#news = { ...this.#news, progress };
    if (performance.now() - this.#toldAt < TELL_MS && progress.done < progress.of) return;
    await this.#write({});
  }

  async #write(news: News): Promise<void> {
    this.#abort.signal.throwIfAborted();
    this.#toldAt = performance.now();
    const all = { ...this.#news, ...news };
    this.#news = {};
    const holder = { id: this.#deps.holder, now: this.#deps.now() };
    const row = await renewed(this.#deps.table, this.#job, this.#kind, { holder, news: all });
    if (row === null) this.end("taken_over");
    else {
      this.#untilAt = row.leaseUntilAt!;
      if (row.cancelAt !== null) this.end("cancelled");
      if (Object.keys(all).length > 0) this.#deps.tell(row);
    }
    this.#abort.signal.throwIfAborted();
  }

  /** While the store is away nobody else can take the job over either; once the lease is over, somebody may have. */
  async #beat(): Promise<void> {
    try {
      await this.#write({});
    } catch (error) {
      // Any failure: the lease goes on to its end.
      if (!(error instanceof EndedTry) && this.#deps.now() >= this.#untilAt) {
        this.end("taken_over");
      }
    }
  }

  #outcomeOf(error: unknown): Outcome | null {
    const { tries, pauseMs } = this.#kind;
    const { attempts } = this.#job;
    const signal = this.#abort.signal;
    if (signal.aborted && error === signal.reason) {
      switch ((signal.reason as EndedTry).why) {
        case "cancelled":
          return { state: "cancelled" };
        case "taken_over":
          return null;
        case "stopping":
          return { state: "given_back", inMs: 0 };
      }
    }
    if (isUnasked(error)) return { state: "given_back", inMs: pauseMs };
    const again = attempts < tries && isWorthTrying(error);
    return {
      state: "failed",
      error: wordsOf(error),
      inMs: again ? pauseMs * 2 ** (attempts - 1) : null,
    };
  }
}

/** What was refused for a reason is refused again. */
function isWorthTrying(error: unknown): boolean {
  return !(error instanceof DomainError) || ["unavailable", "rate"].includes(error.code);
}

function wordsOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (error instanceof EndedTry) return "It took too long";
  return "Something went wrong";
}
