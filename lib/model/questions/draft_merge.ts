import { canonicalJson } from "../process/canonical_json.ts";

export function sameValue(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

export interface Merged<T> {
  value: T;
  /** Both sides changed the same thing, differently; `value` holds mine. */
  clash: boolean;
}

/**
 * What two windows made of `base`, field by field: where one side left a field as it was, the other side's counts.
 *
 * @param together Fields that make sense only with each other, such as options and their key.
 */
export function mergeDrafts<T extends object>(
  base: T,
  mine: T,
  theirs: T,
  together: readonly (keyof T)[] = [],
): Merged<T> {
  const value = { ...theirs };
  let clash = false;
  const single = (Object.keys(mine) as (keyof T)[]).filter((name) => !together.includes(name));
  for (const names of [...single.map((name) => [name]), [...together]]) {
    const [was, here, there] = [base, mine, theirs].map((it) => names.map((name) => it[name]));
    if (sameValue(here, was) || sameValue(here, there)) continue;
    if (!sameValue(there, was)) clash = true;
    for (const name of names) value[name] = mine[name];
  }
  return { value, clash };
}
