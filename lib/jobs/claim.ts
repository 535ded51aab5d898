import { DomainError } from "../model/process/errors.ts";
import type { JobData, JobProgress } from "../model/jobs/job_schema.ts";
import { cutText } from "../model/process/common_schema.ts";
import type { RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { JobKind } from "./kinds.ts";
import type { Job } from "./job_schema.ts";

export type JobTable = Tables["jobs"];

/** Who works on jobs: one process. */
export interface Holder {
  id: string;
  now: number;
}

const MAX_ERROR = 500;

/** Whether a row can be begun now: it waits and is due, or whoever worked on it is taken for dead. */
export function isClaimable(job: Job, now: number): boolean {
  return job.state === "queued" && job.nextRunAt <= now ||
    job.state === "running" && (job.leaseUntilAt ?? 0) <= now;
}

/** The row as it is while `holder` works on it. */
export function leased(job: Job, { leaseMs }: JobKind, { id, now }: Holder): Job {
  return {
    ...job,
    state: "running",
    attempts: job.attempts + 1,
    leaseHolder: id,
    leaseUntilAt: now + leaseMs,
    startedAt: job.startedAt ?? now,
  };
}

/**
 * Begins a job. One that was begun too often is failed instead: whatever works on it ends the process, or never ends.
 *
 * @returns The row, `running` or `failed`; `null` where it was another's by then.
 */
export async function claim(
  table: JobTable,
  ref: RowRef,
  kind: JobKind,
  holder: Holder,
): Promise<Job | null> {
  let mine = false;
  const row = await changed(table, ref, (job) => {
    mine = isClaimable(job, holder.now);
    if (!mine) return job;
    if (job.cancelAt !== null) return ended(job, "cancelled", holder.now);
    if (job.attempts < kind.tries) return leased(job, kind, holder);
    const error = `It was begun ${kind.tries} times and never came to an end`;
    return { ...ended(job, "failed", holder.now), error: job.error ?? error };
  });
  return mine ? row : null;
}

/** What whoever works on a job says of it; all of it renews the lease. */
export interface News {
  progress?: JobProgress;
  checkpoint?: JobData;
}

/** @returns The row; `null` once it is another's. */
export async function renewed(
  table: JobTable,
  ref: RowRef,
  { leaseMs }: JobKind,
  { holder, news = {} }: { holder: Holder; news?: News },
): Promise<Job | null> {
  return await whileMine(
    table,
    ref,
    holder,
    (job) => ({ ...job, ...news, leaseUntilAt: holder.now + leaseMs }),
  );
}

/** How a try ended. */
export type Outcome =
  | { state: "done"; result: JobData | null }
  | { state: "cancelled" }
  /** Given back as it was, so that it is begun again soon; it counts as no try. */
  | { state: "given_back"; inMs: number }
  /** A schedule: waits for its next time. */
  | { state: "again"; error: string | null; nextRunAt: number }
  /** `inMs`: when it is tried again; `null`: never. */
  | { state: "failed"; error: string; inMs: number | null };

/** Writes down how a try ended. @returns The row; `null` once it is another's. */
export async function finished(
  table: JobTable,
  ref: RowRef,
  { holder, outcome }: { holder: Holder; outcome: Outcome },
): Promise<Job | null> {
  const { now } = holder;
  return await whileMine(table, ref, holder, (job) => {
    switch (outcome.state) {
      case "done":
        return { ...ended(job, "done", now), result: outcome.result, error: null };
      case "cancelled":
        return ended(job, "cancelled", now);
      case "given_back":
        return { ...waiting(job, now + outcome.inMs), attempts: Math.max(0, job.attempts - 1) };
      case "again": {
        const { error, nextRunAt } = outcome;
        return { ...waiting(job, nextRunAt), attempts: 0, cancelAt: null, endedAt: now, error };
      }
      case "failed": {
        const error = cutText(outcome.error, MAX_ERROR);
        return outcome.inMs === null
          ? { ...ended(job, "failed", now), error }
          : { ...waiting(job, now + outcome.inMs), error };
      }
    }
  });
}

/** The row as it waits for its next try. */
export function waiting(job: Job, nextRunAt: number): Job {
  return { ...job, state: "queued", nextRunAt, leaseHolder: null, leaseUntilAt: null };
}

/** The row at its end. */
export function ended(job: Job, state: "done" | "failed" | "cancelled", endedAt: number): Job {
  return { ...job, state, endedAt, leaseHolder: null, leaseUntilAt: null, checkpoint: null };
}

async function whileMine(
  table: JobTable,
  ref: RowRef,
  { id }: Holder,
  change: (job: Job) => Job,
): Promise<Job | null> {
  let mine = false;
  const row = await changed(table, ref, (job) => {
    mine = job.state === "running" && job.leaseHolder === id;
    return mine ? change(job) : job;
  });
  return mine ? row : null;
}

/** @returns `null` for a row that is gone. */
async function changed(
  table: JobTable,
  ref: RowRef,
  change: (job: Job) => Job,
): Promise<Job | null> {
  try {
    return await table.update(ref, change);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
    return null;
  }
}
