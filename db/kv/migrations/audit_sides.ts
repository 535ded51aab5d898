import { withPlace } from "../../../lib/notices/audit_places.ts";
import { TABLES } from "../../../lib/store/tables.ts";
import { KvAttemptStore } from "../attempts.ts";
import { cacheOf } from "../read_cache.ts";
import { partsOf, storedRow } from "../stored_row.ts";
import { KvTable } from "../table.ts";
import { Writes } from "./writes.ts";

/**
 * Version 13: lines of the audit log are listed by what they are about, and those of before say it. Run again it writes what
 * is there.
 */
export async function auditSidesListed(kv: Deno.Kv): Promise<void> {
  const spec = TABLES.audits;
  const table = new KvTable(kv, spec);
  const deps = {
    tables: {
      assignments: new KvTable(kv, TABLES.assignments),
      overrides: new KvTable(kv, TABLES.overrides),
    },
    attempts: new KvAttemptStore(kv),
  };
  const writes = new Writes(kv);
  for await (const entry of kv.list({ prefix: ["r", spec.name] })) {
    const [, , schoolId = "", id = ""] = entry.key.map(String);
    const read = await storedRow(kv, entry, ["p", spec.name, schoolId, id], spec);
    if (read === null) throw new Error(`Cannot list ${spec.name}/${schoolId}/${id}: half a row`);
    const row = await withPlace(deps, read.row);
    const listed = table.links(row).map(({ key }) => key);
    const changed = row === read.row ? undefined : { key: entry.key, value: partsOf(row).head };
    await writes.add([], listed, { schoolId, id }, changed);
  }
  await writes.commit();
  cacheOf(kv).clear();
}
