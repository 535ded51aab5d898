import { SMALLEST_GROUP } from "./mean_interval.ts";

/**
 * Which groups of one subject must not be shown: the small ones, and with them the next smallest, until those hidden are two
 * or more and together no small group either, so that none can be found by subtracting from a total.
 *
 * @param sizes Students, group by group; 0 has no results and hides nothing.
 */
export function hiddenGroups(sizes: readonly number[]): boolean[] {
  const hidden = sizes.map((n) => n > 0 && n < SMALLEST_GROUP);
  const others = [...sizes.keys()].filter((i) => sizes[i]! >= SMALLEST_GROUP)
    .sort((a, b) => sizes[a]! - sizes[b]!);
  for (const i of others) {
    if (isSafe(sizes.filter((_, at) => hidden[at]))) break;
    hidden[i] = true;
  }
  return hidden;
}

function isSafe(hidden: readonly number[]): boolean {
  if (hidden.length === 0) return true;
  return hidden.length > 1 && hidden.reduce((sum, n) => sum + n, 0) >= SMALLEST_GROUP;
}
