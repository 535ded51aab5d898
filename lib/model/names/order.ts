import { sortKey } from "./sort_key.ts";

/** The items in the order of their names, as every list has it; those of one name stay as they are. */
export function byName<T>(items: readonly T[], nameOf: (it: T) => string): T[] {
  return inOrder(items, (it) => [sortKey(nameOf(it))]);
}

/** The same, by several names after one another; numbers in their own order. */
export function inOrder<T>(items: readonly T[], keysOf: (it: T) => readonly Key[]): T[] {
  return items.map((it) => ({ it, keys: keysOf(it) }))
    .sort((a, b) => compareKeys(a.keys, b.keys))
    .map(({ it }) => it);
}

type Key = string | number;

function compareKeys(a: readonly Key[], b: readonly Key[]): number {
  const at = a.findIndex((it, i) => it !== b[i]);
  if (at < 0) return 0;
  return a[at]! < b[at]! ? -1 : 1;
}
