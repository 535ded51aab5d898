import { NAMED_TABLES, type NamedRow } from "../../../lib/store/named_tables.ts";
import type { Person } from "../../../lib/model/people/people_schema.ts";
import { withoutIgnored } from "../../../lib/model/text/text_signs.ts";
import { entryEnd, type TableSpec } from "../../../lib/store/store.ts";
import { cacheOf } from "../read_cache.ts";
import { storedRow } from "../stored_row.ts";
import { KvTable } from "../table.ts";
import { Writes } from "./writes.ts";

/**
 * Version 8: rows are listed and found by the keys of `lib/model/names`. Row by row, so that a large school needs no room;
 * run again it writes what is there.
 */
export async function namesInOrder(kv: Deno.Kv): Promise<void> {
  for (const spec of NAMED_TABLES) await relist(kv, spec);
  cacheOf(kv).clear();
}

async function relist(kv: Deno.Kv, spec: TableSpec<NamedRow>): Promise<void> {
  const table = new KvTable(kv, spec);
  const writes = new Writes(kv);
  for await (const entry of kv.list({ prefix: ["r", spec.name] })) {
    const [, , schoolId = "", id = ""] = entry.key.map(String);
    const read = await storedRow(kv, entry, ["p", spec.name, schoolId, id], spec);
    if (read === null) throw new Error(`Cannot list ${spec.name}/${schoolId}/${id}: half a row`);
    const links = table.links(read.row).filter(({ unique }) => !unique);
    const kept = new Set(links.map(({ text }) => text));
    const left = oldKeys(spec, read.row).filter((key) => !kept.has(JSON.stringify(key)));
    await writes.add(left, links.map(({ key }) => key), { schoolId, id });
  }
  await writes.commit();
}

/** Under which a row was listed until now; those of a version before that one compared joiners too. */
function oldKeys(spec: TableSpec<NamedRow>, row: NamedRow): Deno.KvKey[] {
  const names = new Set([row.name, withoutIgnored(row.name)]);
  return [...names].flatMap((name) => {
    const sorted = name.toLowerCase();
    if (isPeople(spec)) return oldOfPeople(row as NamedRow & Person, name, sorted);
    const rule = spec.indexes["all"]!;
    const school = rule.scope === "installation" ? "*" : row.schoolId;
    return [["i", spec.name, school, "all", sorted, ...entryEnd(rule, row)]];
  });
}

const isPeople = ({ name }: TableSpec<NamedRow>) => name === "people";

function oldOfPeople(
  { schoolId, id, role }: Person,
  name: string,
  sorted: string,
): Deno.KvKey[] {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = [...new Set(plain.split(/[\s,.'-]+/).filter(Boolean))].slice(0, 8);
  const listed = [
    ["byRole", role, sorted],
    ["byName", sorted],
    ["pending", sorted],
    ...words.flatMap((word) => [["byWord", "", word, sorted], ["byWord", role, word, sorted]]),
  ];
  return listed.map((key) => ["i", "people", schoolId, ...key, id]);
}
