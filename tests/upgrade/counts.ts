import { type Contents, KINDS } from "../../lib/contents.ts";

/** How many things of each kind there are; each is read by its schema. */
export async function countAll(contents: Contents): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of KINDS) {
    counts[kind] = 0;
    for await (const _ of contents.of(kind).read()) counts[kind]++;
  }
  return counts;
}
