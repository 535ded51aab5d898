import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { StuckAttempt, StuckKind } from "./stuck_schema.ts";
import { isUnavailable } from "../store/outage/away.ts";
import { INSTALLATION, keyOf, listAll, type RowRef } from "../store/store.ts";
import { type AttemptDeps, tell } from "./context.ts";

/** How long an attempt that could not be handled is left alone. */
export const STUCK_MS = 3_600_000;

export type StuckDeps = Pick<AttemptDeps, "tables" | "log" | "bus" | "now">;

/** An attempt that could not be handled, and why. */
export interface Failure {
  attemptId: string;
  studentId: string;
  kind: StuckKind;
}

/**
 * Does the same to many attempts of one assignment and goes on past what fails: that one is marked stuck, for the room to show and the sweeper
 * to try again. An attempt that was stuck and is done with is not stuck any more.
 *
 * @param endedBy Who ends the test by it; `null` for anything else.
 * @returns What failed.
 * @throws {DomainError} `unavailable/outage` at once: then nothing can be done to any of them.
 */
export async function eachAttempt(
  deps: StuckDeps,
  attempts: readonly Attempt[],
  work: (attempt: Attempt) => Promise<void>,
  endedBy: string | null = null,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const stuck = await stuckAmong(deps, attempts);
  for (const attempt of attempts) {
    try {
      await work(attempt);
      if (stuck.has(keyOf(attempt))) await freed(deps, attempt);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      await markStuck(deps, attempt, { error: error as Error, endedBy });
      const { id: attemptId, studentId } = attempt;
      failures.push({ attemptId, studentId, kind: kindOf(error) });
    }
  }
  return failures;
}

/** Writes down that an attempt could not be handled, and that it is tried again in an hour. */
export async function markStuck(
  deps: StuckDeps,
  attempt: Attempt,
  { error, endedBy = null }: { error: Error; endedBy?: string | null },
): Promise<StuckAttempt> {
  const { tables, log, now } = deps;
  const { id, schoolId, assignmentId, studentId } = attempt;
  log({ event: "fault", requestId: null, where: `attempt ${id} is stuck`, error });
  const at = now();
  const about = { kind: kindOf(error), nextAt: at + STUCK_MS };
  const first = {
    id,
    schoolId,
    createdAt: at,
    assignmentId,
    studentId,
    ...about,
    tries: 1,
    endedBy,
  };
  const stored = await tables.stuckAttempts.ensure(first);
  const row = stored === first
    ? first
    : await tables.stuckAttempts.update(stored, ({ reason: _old, ...it }) => ({
      ...it,
      ...about,
      tries: it.tries + 1,
      endedBy: endedBy ?? it.endedBy,
    }));
  tell(deps, attempt);
  return row;
}

async function stuckAmong(deps: StuckDeps, attempts: readonly Attempt[]): Promise<Set<string>> {
  const [first] = attempts;
  if (first === undefined) return new Set();
  const rows = await stuckIn(deps, { schoolId: first.schoolId, id: first.assignmentId });
  return new Set([...rows.values()].map(keyOf));
}

/** The attempt could be handled. */
async function freed(deps: StuckDeps, attempt: Attempt): Promise<void> {
  await deps.tables.stuckAttempts.remove(attempt);
  tell(deps, attempt);
}

/** Those of one assignment, by attempt. */
export async function stuckIn(
  { tables }: { tables: Pick<StuckDeps["tables"], "stuckAttempts"> },
  { schoolId, id }: RowRef,
): Promise<Map<string, StuckAttempt>> {
  const rows = await listAll(tables.stuckAttempts, "byAssignment", schoolId, [id]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of the whole installation: the ones to try now, and the ones to leave alone. */
export async function stuckNow(
  { tables, now }: Pick<StuckDeps, "tables" | "now">,
): Promise<{ due: StuckAttempt[]; resting: StuckAttempt[] }> {
  const rows = await listAll(tables.stuckAttempts, "due", INSTALLATION, []);
  const { due = [], resting = [] } = Object.groupBy(
    rows,
    ({ nextAt }) => nextAt <= now() ? "due" : "resting",
  );
  return { due, resting };
}

function kindOf(error: unknown): StuckKind {
  if (!(error instanceof DomainError)) return "not_saved";
  switch (error.code) {
    case "not_found":
      return "gone";
    case "too_large":
      return error.reason === "attempt_full" ? "full" : "too_many_pauses";
    case "conflict":
      if (error.reason === "stale") return "changing";
      return error.reason === "not_running" ? "other_state" : "not_saved";
    default:
      return "not_saved";
  }
}
