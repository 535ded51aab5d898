/** So long a clock may stand before the other is believed, milliseconds. */
const STANDS_MS = 100;

/** Milliseconds that only ever run on, since the page began. */
export const ticks: () => number = steadyTicks(
  () => performance.now(),
  () => Date.now(),
);

/**
 * One clock made of two, each of which may be absent, stand, jump or be set: of their steps the smaller counts, but one that
 * stands does not. What both get wrong the server's next answer puts right.
 *
 * @param clocks Milliseconds since anything. They may throw.
 */
export function steadyTicks(...clocks: readonly (() => number)[]): () => number {
  const read = () => clocks.map(readingOf);
  let last = read();
  let elapsed = 0;
  return () => {
    const now = read();
    const steps = now.map((it, i) => it - last[i]!).filter((step) => !Number.isNaN(step));
    const running = steps.filter((step) => step > 0);
    const step = Math.min(...running);
    // A coarse clock stands for a moment: it is waited for.
    if (running.length < steps.length && step < STANDS_MS && steps.length > 1) {
      if (steps.some((it) => it < 0)) last = now;
      return elapsed;
    }
    last = now;
    if (Number.isFinite(step)) elapsed += step;
    return elapsed;
  };
}

function readingOf(clock: () => number): number {
  try {
    return Number(clock());
  } catch {
    // Not there, or not allowed: no clock.
    return NaN;
  }
}
