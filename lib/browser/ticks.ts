/** So long a clock must stand while the other runs before it is known to stand, milliseconds: some tell no more than tenths of a second. */
const STANDS_MS = 150;

/** Milliseconds that only ever run on, since the page began. */
export const ticks: () => number = steadyTicks(
  () => performance.now(),
  () => Date.now(),
);

/** What the device takes for the time, milliseconds since the Unix epoch; 0 where it does not say. */
export function deviceTime(): number {
  const time = readingOf(() => Date.now());
  return Number.isNaN(time) ? 0 : time;
}

/**
 * One clock made of two, each of which may be absent, stand, jump or be set: of their steps the smaller counts, but one that
 * stands does not. What both get wrong the server's next answer puts right.
 *
 * @param clocks Milliseconds since anything. They may throw.
 */
export function steadyTicks(...clocks: readonly [() => number, () => number]): () => number {
  const read = () => clocks.map(readingOf);
  let last = read();
  let elapsed = 0;
  /** Which clock runs alone, how far it is, the largest of its steps there, and whether it is believed. */
  let alone = { clock: -1, at: 0, largest: 0, isBelieved: false };
  return () => {
    const now = read();
    const steps = now.map((it, i) => it - last[i]!);
    const running = steps.filter((step) => step > 0);
    if (running.length === 0) return elapsed;
    let step = Math.min(...running);
    if (running.length < steps.filter((it) => !Number.isNaN(it)).length) {
      const clock = steps.indexOf(step);
      if (alone.clock !== clock) alone = { clock, at: 0, largest: 0, isBelieved: false };
      if (!alone.isBelieved) {
        // In one instant a jump looks like the other's standing: one large step proves nothing.
        alone.largest = Math.max(alone.largest, step - alone.at);
        alone.at = step;
        if (step - alone.largest < STANDS_MS) return elapsed;
        step -= Math.max(0, alone.largest - STANDS_MS);
        alone.isBelieved = true;
      }
    } else alone.clock = -1;
    last = now;
    elapsed += step;
    return elapsed;
  };
}

function readingOf(clock: () => number): number {
  try {
    return Number(clock());
  } catch {
    // Any failure: not there, or not allowed, is no clock.
    return NaN;
  }
}
