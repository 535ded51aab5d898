import { hasIgnored } from "../model/text/text_signs.ts";
import type { Row, TableSpec } from "./store.ts";
import { TABLES } from "./tables.ts";

export type NamedRow = Row & { name: string };

/** Tables whose rows are listed, found or kept apart by a name. */
export const NAMED_TABLES = [
  TABLES.schools,
  TABLES.people,
  TABLES.classes,
  TABLES.subjects,
  TABLES.questionBanks,
] as unknown as readonly TableSpec<NamedRow>[];

/** Whether a stored value is a row whose name holds signs that comparing passes over. */
export function isRelinked(row: unknown): boolean {
  return typeof row === "object" && row !== null && "name" in row &&
    typeof row.name === "string" && hasIgnored(row.name);
}

/** Names to try for a row whose name has become another row's: its own, then with a number after it. */
export function* namesApart(name: string): Generator<string> {
  yield name;
  for (let n = 2; n < 1_000; n++) {
    const end = ` (${n})`;
    yield name.slice(0, 120 - end.length) + end;
  }
}
