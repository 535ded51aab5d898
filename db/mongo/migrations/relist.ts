import type { AnyBulkWriteOperation, Collection, WithId } from "mongodb";
import { canonicalJson } from "../../../lib/model/canonical_json.ts";
import type { Row, TableSpec } from "../../../lib/store.ts";
import { type RowDocument, rowDocument, rowOf } from "../row_document.ts";

/** Rows read and written at once. */
const BATCH = 500;

/** Writes the keys of every row anew that are not what its table says now. */
export async function relist<R extends Row>(
  rows: Collection<RowDocument>,
  spec: TableSpec<R>,
): Promise<void> {
  let last = "";
  for (;;) {
    const found = await rows.find({ _id: { $gt: last } }, {
      projection: { row: 1, v: 1, i: 1 },
      sort: { _id: 1 },
      limit: BATCH,
    }).toArray();
    const writes = found.flatMap((it) => writeOf(spec, it));
    if (writes.length > 0) await rows.bulkWrite(writes, { ordered: false });
    if (found.length < BATCH) return;
    last = found.at(-1)!._id;
  }
}

/** What writes the keys of a row anew, unless they are right. */
function writeOf<R extends Row>(
  spec: TableSpec<R>,
  found: WithId<RowDocument>,
): AnyBulkWriteOperation<RowDocument>[] {
  const { i } = rowDocument(spec, rowOf(spec, found));
  if (canonicalJson(found.i) === canonicalJson(i)) return [];
  // A row that somebody wrote meanwhile has its keys from there.
  const filter = { _id: found._id, v: found.v };
  return [{ updateOne: { filter, update: { $set: { i } } } }];
}
