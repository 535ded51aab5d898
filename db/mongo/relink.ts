import type { Collection, Db } from "mongodb";
import {
  isRelinked,
  NAMED_TABLES,
  type NamedRow,
  namesApart,
} from "../../lib/store/named_tables.ts";
import type { TableSpec } from "../../lib/store/store.ts";
import { isDuplicate } from "./races.ts";
import { type RowDocument, rowDocument, rowOf } from "./row_document.ts";

/** As `relinkNames()` of the embedded store. Run again it changes nothing but `v`. */
export async function relinkNames(db: Db): Promise<void> {
  for (const spec of NAMED_TABLES) {
    const rows = db.collection<RowDocument>(spec.name);
    for await (const found of rows.find({}, { projection: { row: 1, v: 1 } })) {
      if (isRelinked(found.row)) await relinkRow(rows, spec, found);
    }
  }
}

async function relinkRow(
  rows: Collection<RowDocument>,
  spec: TableSpec<NamedRow>,
  found: Pick<RowDocument, "_id" | "row" | "v">,
): Promise<void> {
  const row = rowOf(spec, found);
  for (const name of namesApart(row.name)) {
    try {
      await rows.replaceOne(
        { _id: found._id, v: found.v },
        rowDocument(spec, { ...row, name }),
      );
      return;
    } catch (error) {
      // Its name is another row's now.
      if (!isDuplicate(error)) throw error;
    }
  }
}
