import { type AttemptDeps, contextOf } from "./attempts/context.ts";
import { rescheduled, settled } from "./attempts/hand_in.ts";
import { isOpen } from "./attempts/projection.ts";
import { newId } from "./ids.ts";
import type { Attempt } from "./model/attempt_schema.ts";
import { isUnavailable } from "./outage/away.ts";

/** A right to do something alone for a while, given to one process at a time. */
export interface Leases {
  /** Takes or renews `name` for `holder` until `untilAt`; `false` while another holds it. */
  take(name: string, holder: string, times: { now: number; untilAt: number }): Promise<boolean>;
}

export type SweepDeps = AttemptDeps & { leases: Leases };

const EVERY_MS = 3_000;
const LEASE_MS = 15_000;
const BATCH = 100;

/**
 * Hands in what is over, with nobody looking: deadline and grace have passed, or the hand-in was begun and not finished.
 *
 * @returns How many attempts were handed in or abandoned by it.
 */
export async function sweep(deps: AttemptDeps): Promise<{ handedIn: number; abandoned: number }> {
  const counts = { handedIn: 0, abandoned: 0 };
  for (const attempt of await deps.attempts.listDue(deps.now(), BATCH)) {
    try {
      const after = await sweepOne(deps, attempt);
      if (isOpen(attempt) && after.state === "submitted") counts.handedIn++;
      if (isOpen(attempt) && after.state === "abandoned") counts.abandoned++;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      deps.log({ event: "fault", requestId: null, where: "sweep", error: error as Error });
    }
  }
  return counts;
}

async function sweepOne(deps: AttemptDeps, attempt: Attempt): Promise<Attempt> {
  const context = await contextOf(deps, attempt);
  const after = await settled(deps, attempt, context);
  return isOpen(after) ? await rescheduled(deps, after, context) : after;
}

/** Sweeps every few seconds, in one process at a time. @returns A function that stops and waits for the last sweep. */
export function startSweeper(deps: SweepDeps, everyMs = EVERY_MS): () => Promise<void> {
  const holder = newId();
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => tick(deps, holder)).catch((error) => {
      if (isUnavailable(error)) return;
      deps.log({ event: "fault", requestId: null, where: "sweeper", error });
    });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function tick(deps: SweepDeps, holder: string): Promise<void> {
  const now = deps.now();
  if (!await deps.leases.take("sweeper", holder, { now, untilAt: now + LEASE_MS })) return;
  const counts = await sweep(deps);
  if (counts.handedIn + counts.abandoned > 0) deps.log({ event: "sweep", ...counts });
}
