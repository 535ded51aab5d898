import type { Attempt, Writer } from "./attempt_schema.ts";

/**
 * At most `most` writers: those that wrote nothing go first, then those that were silent longest. One that is forgotten
 * cannot write a second time what it wrote, since no more writers are let in than are kept.
 */
export function fewestWriters(
  { writers, writerId }: Pick<Attempt, "writers" | "writerId">,
  most: number,
): Attempt["writers"] {
  const all = Object.entries(writers);
  if (all.length <= most) return writers;
  const rank = ([id, { n }]: [string, Writer]) => id === writerId ? 2 : n > 0 ? 1 : 0;
  const wrote = all.filter((it) => rank(it) > 0);
  const kept = wrote.toSorted((a, b) => rank(b) - rank(a) || b[1].at - a[1].at);
  return Object.fromEntries(kept.slice(0, most));
}
