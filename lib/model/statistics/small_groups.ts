/** Fewest students whose figures are shown to those who may not know of single ones; `lib/access/policy/groups.ts` decides. */
export const SMALLEST_GROUP = 10;

/** In place of the figures of a smaller group, on every page and in the API. */
export const TOO_FEW = `Fewer than ${SMALLEST_GROUP}: not shown`;
