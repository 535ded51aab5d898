import type { Db } from "mongodb";
import { TABLES } from "../../../lib/store/tables.ts";
import type { RowDocument } from "../row_document.ts";
import { relist } from "./relist.ts";

/** As `sharedTests()` of the embedded store. */
export async function sharedTests(db: Db): Promise<void> {
  await relist(db.collection<RowDocument>(TABLES.exams.name), TABLES.exams);
}
