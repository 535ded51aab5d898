import type { AnyBulkWriteOperation, Collection, WithId } from "mongodb";
import { canonicalJson } from "../../../lib/model/process/canonical_json.ts";
import type { Row, TableSpec } from "../../../lib/store/store.ts";
import { type RowDocument, rowDocument, rowOf } from "../row_document.ts";

/** Rows read and written at once. */
const BATCH = 500;

/**
 * Writes anew every row that is not what `renewed` makes of it, or whose keys are not what its table says now. Run again it
 * writes nothing.
 *
 * @param renewed Gives the very row where nothing is to change.
 */
export async function relist<R extends Row>(
  rows: Collection<RowDocument>,
  spec: TableSpec<R>,
  renewed: (row: R) => R | Promise<R> = (row) => row,
): Promise<void> {
  let last = "";
  for (;;) {
    const found = await rows.find({ _id: { $gt: last } }, {
      projection: { row: 1, v: 1, i: 1 },
      sort: { _id: 1 },
      limit: BATCH,
    }).toArray();
    const writes = (await Promise.all(found.map((it) => writeOf(spec, it, renewed)))).flat();
    if (writes.length > 0) await rows.bulkWrite(writes, { ordered: false });
    if (found.length < BATCH) return;
    last = found.at(-1)!._id;
  }
}

async function writeOf<R extends Row>(
  spec: TableSpec<R>,
  found: WithId<RowDocument>,
  renewed: (row: R) => R | Promise<R>,
): Promise<AnyBulkWriteOperation<RowDocument>[]> {
  const old = rowOf(spec, found);
  const next = await renewed(old);
  const { row, i } = rowDocument(spec, next);
  const $set = {
    ...(next !== old && { row }),
    ...(canonicalJson(found.i) !== canonicalJson(i) && { i }),
  };
  if (Object.keys($set).length === 0) return [];
  // A row that somebody wrote meanwhile has its keys from there.
  return [{ updateOne: { filter: { _id: found._id, v: found.v }, update: { $set } } }];
}
