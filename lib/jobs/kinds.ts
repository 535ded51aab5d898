import type { z } from "zod";
import type { JobData, JobProgress } from "../model/jobs/job_schema.ts";
import type { Job } from "./job_schema.ts";

/** A kind of job as an ability declares it: what it is given, and how it is worked on. */
export interface JobKind<I extends JobData = JobData> {
  name: string;
  input: z.ZodType<I>;
  /** How often it is begun before it counts as failed. */
  tries: number;
  /** How many of it one process works on at once. */
  atOnce: number;
  /** How long a process that works on it may be silent before another takes it over, milliseconds. */
  leaseMs: number;
  /** How long one try may take, milliseconds. */
  deadlineMs: number;
  /** How long it waits after the first failed try; twice as long after each further one, milliseconds. */
  pauseMs: number;
}

const USUAL = {
  tries: 3,
  atOnce: 2,
  leaseMs: 30_000,
  deadlineMs: 10 * 60_000,
  pauseMs: 10_000,
};

/** A kind with what is usual where nothing else is said. */
export function jobKind<I extends JobData>(
  it: Pick<JobKind<I>, "name" | "input"> & Partial<JobKind<I>>,
): JobKind<I> {
  return { ...USUAL, ...it };
}

/** One try at a job, as what works on it sees it. */
export interface Try<I> {
  job: Job;
  input: I;
  /** Aborted when somebody cancels the job, the process stops, time is over, or another process has taken it over. */
  signal: AbortSignal;
  /** Says how far it is; whoever follows the job hears of it. Also says that it still lives. */
  progress(progress: JobProgress): Promise<void>;
  /** Keeps what the next try goes on from. */
  checkpoint(data: JobData): Promise<void>;
}

/** Works on a job: its effect must be once however often it is begun. @returns What it leaves. */
export type Work<I> = (it: Try<I>) => Promise<JobData | null>;

/** Why a try was ended from outside. */
export type Ended = "cancelled" | "stopping" | "too_long" | "taken_over";

/** The reason of a signal that a job is given. */
export class EndedTry extends Error {
  constructor(readonly why: Ended) {
    super(`The try was ended: ${why}`);
  }
}
