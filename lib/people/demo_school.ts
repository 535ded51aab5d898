import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** Whether a school here was made by the demo seed: everybody knows its passwords. */
export async function hasDemoSchool(
  { tables }: { tables: Pick<Tables, "schools"> },
): Promise<boolean> {
  return (await listAll(tables.schools, "all", "", [])).some(({ demo }) => demo);
}
