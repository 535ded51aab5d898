import type { AnyBulkWriteOperation, Db, WithId } from "mongodb";
import { canonicalJson } from "../../../lib/model/canonical_json.ts";
import { type AuditPlaceDeps, withPlace } from "../../../lib/notices/audit_places.ts";
import { TABLES } from "../../../lib/tables.ts";
import { MongoAttemptStore } from "../attempts.ts";
import { type RowDocument, rowDocument, rowOf } from "../row_document.ts";
import { MongoTable } from "../table.ts";

/** Rows read and written at once. */
const BATCH = 500;

/** As `auditSidesListed()` of the embedded store. Run again it writes nothing. */
export async function auditSidesListed(db: Db): Promise<void> {
  const rows = db.collection<RowDocument>(TABLES.audits.name);
  const deps = {
    tables: {
      assignments: new MongoTable(db, TABLES.assignments),
      overrides: new MongoTable(db, TABLES.overrides),
    },
    attempts: new MongoAttemptStore(db),
  };
  let last = "";
  for (;;) {
    const found = await rows.find({ _id: { $gt: last } }, {
      projection: { row: 1, v: 1, i: 1 },
      sort: { _id: 1 },
      limit: BATCH,
    }).toArray();
    const writes = await Promise.all(found.map((it) => writeOf(deps, it)));
    if (writes.flat().length > 0) await rows.bulkWrite(writes.flat(), { ordered: false });
    if (found.length < BATCH) return;
    last = found.at(-1)!._id;
  }
}

/** What writes the row anew, unless it is right. */
async function writeOf(
  deps: AuditPlaceDeps,
  found: WithId<RowDocument>,
): Promise<AnyBulkWriteOperation<RowDocument>[]> {
  const old = rowOf(TABLES.audits, found);
  const next = await withPlace(deps, old);
  const { row, i } = rowDocument(TABLES.audits, next);
  if (next === old && canonicalJson(found.i) === canonicalJson(i)) return [];
  // A row that somebody wrote meanwhile has its keys from there.
  const filter = { _id: found._id, v: found.v };
  return [{ updateOne: { filter, update: { $set: { row, i } } } }];
}
