import { mayFollowJob } from "../access/policy/jobs.ts";
import { audit, type AuditDeps } from "../access/audit.ts";
import type { User } from "../access/user.ts";
import { notFound } from "../model/process/errors.ts";
import { isEnded, type JobView } from "../model/jobs/job_schema.ts";
import type { JobTable } from "./claim.ts";
import type { Job } from "./job_schema.ts";
import type { Jobs } from "./jobs.ts";

export interface FollowDeps {
  tables: { jobs: JobTable };
}

/** A job as those see it who may follow it. */
export function jobView(job: Job): JobView {
  const { id, kind, state, progress, result, error, createdAt, endedAt } = job;
  return { id, kind, state, progress, result, error, createdAt, endedAt };
}

/** @throws {DomainError} `not_found` for what was not asked for by the person, unless they run the school. */
export async function readJob(
  { tables }: FollowDeps,
  user: User,
  id: string,
): Promise<Job> {
  const job = await tables.jobs.find({ schoolId: user.schoolId, id });
  if (job === null || !mayFollowJob(user, job)) throw notFound();
  return job;
}

/**
 * Ends a job that has not ended: what it did so far stays. One that has ended stays as it is.
 *
 * @throws {DomainError} `not_found`.
 */
export async function cancelJob(
  deps: FollowDeps & AuditDeps & { jobs: Jobs },
  user: User,
  id: string,
): Promise<Job> {
  const before = await readJob(deps, user, id);
  if (isEnded(before)) return before;
  const { schoolId, kind } = before;
  const job = await deps.jobs.cancel(before);
  await audit(deps, user, {
    schoolId,
    action: "job.cancel",
    targetId: id,
    once: id,
    details: { kind },
  });
  return job;
}
