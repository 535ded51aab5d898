import type { Pause } from "./assignment_schema.ts";

/** Most pauses of one attempt, and of one room. */
export const MAX_PAUSES = 100;

/**
 * How long the clock stood still between `fromAt` and `now`: the pauses united, so that one within another counts once.
 * An open pause lasts until `now`.
 */
export function pausedMs(pauses: readonly Pause[], fromAt: number, now: number): number {
  let total = 0;
  let doneAt = fromAt;
  for (const pause of pauses.toSorted((a, b) => a.fromAt - b.fromAt)) {
    const start = Math.max(pause.fromAt, doneAt);
    const end = Math.min(pause.toAt ?? now, now);
    if (end <= start) continue;
    total += end - start;
    doneAt = end;
  }
  return total;
}

/** Whether the clock stands still now: one pause has no end yet. */
export function isPaused(pauses: readonly Pause[]): boolean {
  return pauses.some(({ toAt }) => toAt === null);
}

/** What arrives so soon after a pause began was under way: it counts. */
export const PAUSE_GRACE_MS = 15_000;

/** Whether what arrives at `at` is held: one pause goes on and began longer ago than its first moments, whose end belongs to them. */
export function isHeldAt(pauses: readonly Pause[], at: number): boolean {
  return pauses.some(({ fromAt, toAt }) => toAt === null && at > fromAt + PAUSE_GRACE_MS);
}
