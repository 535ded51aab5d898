import { SMALLEST_GROUP } from "../../model/statistics/small_groups.ts";
import type { User } from "../user.ts";

/**
 * Whether the figures of this group are shown to `user`: a principal sees none of a small one.
 *
 * @param n Results that the figures rest on.
 */
export function maySeeGroup(user: User, n: number): boolean {
  return user.role !== "principal" || !isSmallGroup(n);
}

/**
 * Whether the figures of several groups together are shown to `user`: of no small one, and of none that could be found by
 * subtracting from them.
 *
 * @param sizes Results, group by group.
 */
export function maySeeGroups(user: User, sizes: readonly number[]): boolean {
  const hidden = sizes.filter((n) => !maySeeGroup(user, n));
  return maySeeGroup(user, sumOf(sizes)) && cannotBeSubtracted(hidden);
}

/** Whether a mean is told to those who know one of the values, such as a student the mean of the class. */
export function isMeanTold(n: number): boolean {
  return n >= SMALLEST_GROUP;
}

/**
 * Which groups of one subject must not be shown: the small ones, and with them the next smallest, until those hidden are two
 * or more and together no small group either, so that none can be found by subtracting from a total.
 *
 * @param sizes Students, group by group; 0 has no results and hides nothing.
 */
export function hiddenGroups(sizes: readonly number[]): boolean[] {
  const hidden = sizes.map(isSmallGroup);
  const others = [...sizes.keys()].filter((i) => sizes[i]! >= SMALLEST_GROUP)
    .sort((a, b) => sizes[a]! - sizes[b]!);
  for (const i of others) {
    if (cannotBeSubtracted(sizes.filter((_, at) => hidden[at]))) break;
    hidden[i] = true;
  }
  return hidden;
}

/** Whether a group is too small to be shown. One of nobody has nothing to hide. */
function isSmallGroup(n: number): boolean {
  return n > 0 && n < SMALLEST_GROUP;
}

/** Whether none of the groups left out can be found by subtracting those shown from a total. */
function cannotBeSubtracted(hidden: readonly number[]): boolean {
  if (hidden.length === 0) return true;
  return hidden.length > 1 && sumOf(hidden) >= SMALLEST_GROUP;
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, n) => sum + n, 0);
}
