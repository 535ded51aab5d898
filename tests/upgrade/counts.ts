import { type Contents, KINDS } from "../../lib/store/contents.ts";

/** How many things there are of each kind of which there is any; each is read by its schema. */
export async function countAll(contents: Contents): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of KINDS) {
    let count = 0;
    for await (const _ of contents.of(kind).read()) count++;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}
