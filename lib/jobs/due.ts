import { INSTALLATION } from "../store/store.ts";
import type { JobTable } from "./claim.ts";
import type { Job } from "./job_schema.ts";

/** Rows of one school that are looked at: among those that are due the most urgent is begun. */
const LOOKED_AT = 20;
/** More than any school's id begins with. */
const AFTER = " ";

/** What waits, school by school from the one after `last` on, and once around. */
export interface Waiting {
  /** Of each school what is due, the most urgent first. */
  due: Job[][];
  /** When the next one is due that is not yet; `null`: none was seen. */
  nextAt: number | null;
}

/** Reads what waits: two reads for each school that has something waiting, and two more. */
export async function waitingJobs(
  table: JobTable,
  { now, last }: { now: number; last: string },
): Promise<Waiting> {
  const found: Waiting = { due: [], nextAt: null };
  const seen = new Set<string>();
  for (const from of [last + AFTER, ""]) {
    await eachSchool(table, from, (rows) => {
      const { schoolId } = rows[0]!;
      if (seen.has(schoolId)) return;
      seen.add(schoolId);
      const due = rows.filter(({ nextRunAt }) => nextRunAt <= now);
      if (due.length > 0) found.due.push(due.toSorted((a, b) => a.priority - b.priority));
      const next = rows.find(({ nextRunAt }) => nextRunAt > now);
      if (next) found.nextAt = Math.min(found.nextAt ?? Infinity, next.nextRunAt);
    });
  }
  return found;
}

async function eachSchool(
  table: JobTable,
  from: string,
  found: (rows: readonly Job[]) => void,
): Promise<void> {
  for (let start: string | null = from; start !== null;) {
    const { items }: { items: Job[] } = await table.list("queued", INSTALLATION, [], {
      from: start,
      limit: LOOKED_AT,
    });
    const first = items[0];
    if (first === undefined) return;
    found(items.filter(({ schoolId }) => schoolId === first.schoolId));
    start = first.schoolId + AFTER;
  }
}

/** Jobs whose process is taken for dead. */
export async function lapsedJobs(table: JobTable, now: number): Promise<Job[]> {
  const { items } = await table.list("running", INSTALLATION, [], {
    before: now + 1,
    limit: LOOKED_AT,
  });
  return items;
}
