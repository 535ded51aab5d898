import type { Pause } from "./assignment_schema.ts";

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
