import { z } from "zod";
import { jobKind } from "../jobs/kinds.ts";
import type { Every } from "../jobs/schedules.ts";
import { type AttemptDeps, contextOf } from "./context.ts";
import { applyToAttempt } from "./effects.ts";
import { rescheduled, settled } from "./hand_in.ts";
import { isOpen } from "./projection.ts";
import { eachAttempt, markStuck, stuckNow } from "./stuck.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import type { StuckAttempt } from "./stuck_schema.ts";
import { isUnavailable } from "../store/outage/away.ts";
import { keyOf } from "../store/store.ts";

/** A round of {@linkcode sweep}. */
export const SWEEP = jobKind({ name: "attempts.sweep", input: z.object({}), leaseMs: 15_000 });
export const SWEEP_EVERY: Every = { everyMs: 5_000 };

const BATCH = 100;

/**
 * Hands in what is over, with nobody looking: deadline and grace have passed, or the hand-in was begun and not finished. An
 * attempt that cannot be handled is marked stuck and left alone for an hour, so that it holds up no other.
 *
 * @returns How many attempts were handed in or abandoned by it.
 */
export async function sweep(deps: AttemptDeps): Promise<{ handedIn: number; abandoned: number }> {
  const counts = { handedIn: 0, abandoned: 0 };
  const count = (before: Attempt, after: Attempt) => {
    if (isOpen(before) && after.state === "submitted") counts.handedIn++;
    if (isOpen(before) && after.state === "abandoned") counts.abandoned++;
  };
  const { due: stuck, resting } = await stuckNow(deps);
  for (const row of stuck) await tryAgain(deps, row, count);
  const known = new Set([...stuck, ...resting].map(keyOf));
  const due = await deps.attempts.listDue(deps.now(), BATCH + known.size);
  for (const attempt of due.filter((it) => !known.has(keyOf(it))).slice(0, BATCH)) {
    try {
      count(attempt, await sweepOne(deps, attempt));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      await markStuck(deps, attempt, { error: error as Error });
    }
  }
  return counts;
}

/** What could not be handled an hour ago; what the whole room's end did not reach is ended too. */
async function tryAgain(
  deps: AttemptDeps,
  row: StuckAttempt,
  count: (before: Attempt, after: Attempt) => void,
): Promise<void> {
  const attempt = await deps.attempts.find(row);
  if (attempt === null) return await deps.tables.stuckAttempts.remove(row);
  await eachAttempt(deps, [attempt], async () => {
    const after = await sweepOne(deps, attempt);
    const { assignment } = await contextOf(deps, after);
    const isLeftOver = isOpen(after) && row.endedBy !== null && assignment.closedAt !== null;
    count(
      attempt,
      isLeftOver
        ? await applyToAttempt(deps, after, { effect: { kind: "end" }, byId: row.endedBy! })
        : after,
    );
  });
}

async function sweepOne(deps: AttemptDeps, attempt: Attempt): Promise<Attempt> {
  const context = await contextOf(deps, attempt);
  const after = await settled(deps, attempt, context);
  return isOpen(after) ? await rescheduled(deps, after, context) : after;
}

/** {@linkcode sweep} as a job. */
export async function sweepRound(deps: AttemptDeps): Promise<null> {
  const counts = await sweep(deps);
  if (counts.handedIn + counts.abandoned > 0) deps.log({ event: "sweep", ...counts });
  return null;
}
