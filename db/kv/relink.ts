import {
  isRelinked,
  NAMED_TABLES,
  type NamedRow,
  namesApart,
} from "../../lib/store/named_tables.ts";
import { keyOf, type RowRef, type TableSpec } from "../../lib/store/store.ts";
import { partsOf } from "./stored_row.ts";
import { KvTable } from "./table.ts";

/**
 * Writes anew by what rows are listed, found and kept apart whose names hold signs that comparing passes over. One
 * whose name was told from another's by such a sign alone gets a number after it. Run again it changes nothing.
 */
export async function relinkNames(kv: Deno.Kv): Promise<void> {
  for (const spec of NAMED_TABLES) await relinkTable(kv, spec);
}

async function relinkTable(kv: Deno.Kv, spec: TableSpec<NamedRow>): Promise<void> {
  const table = new KvTable(kv, spec);
  const rows: NamedRow[] = [];
  for await (const { value } of kv.list<{ row?: unknown }>({ prefix: ["r", spec.name] })) {
    if (isRelinked(value.row)) rows.push(spec.schema.parse(value.row));
  }
  if (rows.length === 0) return;
  const links = await linksOf(kv, spec.name, new Set(rows.map(keyOf)));
  for (const row of rows) await relinkRow(kv, table, { row, old: links.get(keyOf(row)) ?? [] });
}

/** Every index entry and claim that leads to one of the rows. */
async function linksOf(
  kv: Deno.Kv,
  name: string,
  wanted: ReadonlySet<string>,
): Promise<Map<string, Deno.KvKey[]>> {
  const found = new Map<string, Deno.KvKey[]>();
  for (const kind of ["i", "u"]) {
    for await (const { key, value } of kv.list<RowRef>({ prefix: [kind, name] })) {
      const ref = keyOf(value);
      if (wanted.has(ref)) found.set(ref, [...found.get(ref) ?? [], key]);
    }
  }
  return found;
}

async function relinkRow(
  kv: Deno.Kv,
  table: KvTable<NamedRow>,
  { row, old }: { row: NamedRow; old: readonly Deno.KvKey[] },
): Promise<void> {
  const ref = { schoolId: row.schoolId, id: row.id };
  for (const name of namesApart(row.name)) {
    const links = table.links({ ...row, name });
    if (await anothers(kv, ref, links.filter(({ unique }) => unique).map(({ key }) => key))) {
      continue;
    }
    const write = kv.atomic();
    for (const key of old) write.delete(key);
    for (const { key } of links) write.set(key, ref);
    if (name !== row.name) {
      write.set(["r", table.spec.name, row.schoolId, row.id], partsOf({ ...row, name }).head);
    }
    await write.commit();
    return;
  }
}

/** Whether another row holds one of the claims. */
async function anothers(kv: Deno.Kv, ref: RowRef, claims: readonly Deno.KvKey[]): Promise<boolean> {
  for (const key of claims) {
    const { value } = await kv.get<RowRef>(key);
    if (value !== null && keyOf(value) !== keyOf(ref)) return true;
  }
  return false;
}
