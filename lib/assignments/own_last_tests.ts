import { mean } from "../statistics/sample.ts";

/** How many earlier tests make a student's own last tests; with fewer nothing is said. */
export const LAST_TESTS = 3;
/** Points of per cent under them from which a teacher is told. */
const UNDER_POINTS = 15;

/**
 * By how many points a result lies under the mean of the student's own last tests; `null` where that is too little, or the
 * tests before it are too few.
 *
 * @param before Per cent at the tests before, in order of time.
 */
export function pointsUnderOwn(percent: number, before: readonly number[]): number | null {
  if (before.length < LAST_TESTS) return null;
  const usual = mean(before.slice(-LAST_TESTS)) ?? 0;
  // Tenths, so that 15 points that were computed as 14.999999 are 15.
  const points = Math.round((usual - percent) * 10) / 10;
  return points >= UNDER_POINTS ? points : null;
}
