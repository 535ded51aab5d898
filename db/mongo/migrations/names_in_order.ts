import type { Db } from "mongodb";
import { NAMED_TABLES } from "../../../lib/store/named_tables.ts";
import type { RowDocument } from "../row_document.ts";
import { relist } from "./relist.ts";

/** As `namesInOrder()` of the embedded store. Run again it writes nothing. */
export async function namesInOrder(db: Db): Promise<void> {
  for (const spec of NAMED_TABLES) await relist(db.collection<RowDocument>(spec.name), spec);
}
