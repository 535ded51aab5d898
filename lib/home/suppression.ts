import {
  cannotBeSubtracted,
  isSmallGroup,
  SMALLEST_GROUP,
} from "../model/statistics/small_groups.ts";

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
