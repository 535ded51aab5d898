/**
 * A whole number from 0 up to, and without, `below`: each as likely as any other, and none to be told from what anybody
 * knows. Whoever needs chance is given this; only {@linkcode drawSecurely} makes it outside of tests.
 */
export type Draw = (below: number) => number;

const RANGE = 2 ** 32;

/** Draws from the system's cryptographic source. @param below From 1 to 2^32. */
export function drawSecurely(below: number): number {
  if (!Number.isSafeInteger(below) || below < 1 || below > RANGE) {
    throw new RangeError(`Cannot draw below ${below}`);
  }
  const word = new Uint32Array(1);
  // The last numbers of the range would make the first results likelier.
  const fair = RANGE - RANGE % below;
  do crypto.getRandomValues(word); while (word[0]! >= fair);
  return word[0]! % below;
}

/** The items in an order that was drawn, by Fisher and Yates. */
export function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
