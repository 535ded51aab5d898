/** How fast a taking page does things, milliseconds. */
export interface Pace {
  /** From a choice to its saving. */
  choice: number;
  /** From the first letter typed to its saving, at most. */
  typing: number;
  /** Longest waits after the first, second, ... failure; the last repeats. */
  retry: readonly number[];
  /** Between questions for the time, without and with a socket. */
  poll: number;
  pollWithSocket: number;
  /** Under way for longer than this is said. */
  slow: number;
  /** How long "Back online" stays. */
  back: number;
}

export const PACE: Pace = {
  choice: 1_000,
  typing: 2_000,
  retry: [1_000, 2_000, 4_000, 8_000, 15_000],
  poll: 2_000,
  pollWithSocket: 60_000,
  slow: 2_000,
  back: 5_000,
};

/** A wait with full jitter, never shorter than the server asked for. */
export function retryWait(pace: Pace, failures: number, retryAfterMs: number | null): number {
  const longest = pace.retry[Math.min(failures, pace.retry.length) - 1] ?? 0;
  return Math.max(Math.random() * longest, retryAfterMs ?? 0);
}
