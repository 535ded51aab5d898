/** A fraction keeps 7 decimals, so that thirds add up to a full mark. */
const UNITS = 10_000_000;
/** Thirds and sevenths that were rounded still add up to 1. */
const SLACK = 1e-6;

/** The fraction at 7 decimals; what lies within a millionth of -1, 0 or 1 is that number. */
export function toFraction(value: number): number {
  const whole = Math.round(value);
  if (Math.abs(value - whole) < SLACK) return whole === 0 ? 0 : whole;
  return Math.round(value * UNITS) / UNITS;
}

/** The mark in hundredths, for adding. */
export function hundredths(mark: number): number {
  const whole = Math.round(mark * 100);
  return whole === 0 ? 0 : whole;
}

/** `fraction` of `maxMark`, rounded half away from zero to hundredths. */
export function markOf(fraction: number, maxMark: number): number {
  const product = Math.round(fraction * UNITS) * hundredths(maxMark);
  const rounded = Math.floor((Math.abs(product) + UNITS / 2) / UNITS);
  return rounded === 0 ? 0 : Math.sign(product) * rounded / 100;
}

/** Whether a number is a mark: 0, or at least 0.01, with at most 2 decimal places. */
export function isMark(value: number): boolean {
  return value === hundredths(value) / 100;
}

/** The exact sum of marks that have at most 2 places; may be below 0. */
export function sumMarks(marks: Iterable<number>): number {
  let sum = 0;
  for (const mark of marks) sum += hundredths(mark);
  return sum / 100;
}

/** What an attempt is worth: a question may go below 0, the whole may not. */
export function attemptTotal(marks: Iterable<number>): number {
  return Math.max(0, sumMarks(marks));
}

/** `null` where nothing could be won. Not rounded. */
export function percentOf(mark: number, maxMark: number): number | null {
  const whole = hundredths(maxMark);
  return whole > 0 ? 100 * hundredths(mark) / whole : null;
}
