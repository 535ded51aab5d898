import type { MeanInterval } from "../model/home/school_home.ts";
import { isMeanTold } from "../access/policy/groups.ts";
import { mean, variance } from "../statistics/sample.ts";

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 97.5 % point of Student's t, by Cornish and Fisher's expansion: to three decimals from 5 degrees of freedom on.
 *
 * @param df Degrees of freedom.
 */
export function t975(df: number): number {
  const z2 = Z * Z;
  const terms = [
    (z2 + 1) / 4,
    ((5 * z2 + 16) * z2 + 3) / 96,
    (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384,
    ((((79 * z2 + 776) * z2 + 1_482) * z2 - 1_920) * z2 - 945) / 92_160,
  ];
  return terms.reduce((t, term, i) => t + Z * term / df ** (i + 1), Z);
}

/**
 * Mean and 95 % interval of results that lie in 0 to 1, cut to that range.
 *
 * @param values One per student, so that they are independent.
 * @returns `null` for too few, see {@linkcode isMeanTold}.
 */
export function meanInterval(values: readonly number[]): MeanInterval | null {
  const n = values.length;
  const middle = mean(values);
  if (middle === null || !isMeanTold(n)) return null;
  const half = t975(n - 1) * Math.sqrt((variance(values) ?? 0) / n);
  return { n, mean: middle, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
