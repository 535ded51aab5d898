import type { Db } from "mongodb";
import { withPlace } from "../../../lib/notices/audit_places.ts";
import { TABLES } from "../../../lib/store/tables.ts";
import { MongoAttemptStore } from "../attempts.ts";
import type { RowDocument } from "../row_document.ts";
import { MongoTable } from "../table.ts";
import { relist } from "./relist.ts";

/** As `auditSidesListed()` of the embedded store. Run again it writes nothing. */
export async function auditSidesListed(db: Db): Promise<void> {
  const deps = {
    tables: {
      assignments: new MongoTable(db, TABLES.assignments),
      overrides: new MongoTable(db, TABLES.overrides),
    },
    attempts: new MongoAttemptStore(db),
  };
  const rows = db.collection<RowDocument>(TABLES.audits.name);
  await relist(rows, TABLES.audits, (line) => withPlace(deps, line));
}
