/** Fewest students whose figures are shown to those who may not know of single ones. */
export const SMALLEST_GROUP = 10;

/** In place of the figures of a smaller group, on every page and in the API. */
export const TOO_FEW = `Fewer than ${SMALLEST_GROUP}: not shown`;

/** Whether a group is too small to be shown. One of nobody has nothing to hide. */
export function isSmallGroup(n: number): boolean {
  return n > 0 && n < SMALLEST_GROUP;
}

/** Whether none of the groups left out can be found by subtracting those shown from a total. */
export function cannotBeSubtracted(hidden: readonly number[]): boolean {
  if (hidden.length === 0) return true;
  return hidden.length > 1 && hidden.reduce((sum, n) => sum + n, 0) >= SMALLEST_GROUP;
}
