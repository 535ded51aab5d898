import { z } from "zod";
import type { Clock } from "../process/clock.ts";
import { INSTALLATION } from "../store/store.ts";
import type { JobTable } from "./claim.ts";
import { jobKind } from "./kinds.ts";
import type { Every } from "./schedules.ts";

/** How long a job is kept after its end; with one it had, its key can be used again. */
const KEPT_MS = 30 * 24 * 3_600_000;
const AT_ONCE = 500;

/** Forgets jobs that ended long ago. */
export const FORGET_JOBS = jobKind({ name: "jobs.forget", input: z.object({}) });
export const FORGET_JOBS_EVERY: Every = { everyMs: 3_600_000, jitterMs: 60_000 };

export async function forgetJobs(
  { tables: { jobs }, now }: { tables: { jobs: JobTable } } & Clock,
): Promise<null> {
  const { items } = await jobs.list("ended", INSTALLATION, [], {
    before: now() - KEPT_MS,
    limit: AT_ONCE,
  });
  for (const job of items) await jobs.remove(job);
  return null;
}
