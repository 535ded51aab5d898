import type { Db } from "mongodb";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Leases } from "../../lib/store/leases.ts";
import type { Row, TableSpec } from "../../lib/store/store.ts";
import { buildTables, TABLES } from "../../lib/store/tables.ts";
import { ATTEMPT_EVENTS, ATTEMPTS } from "./attempt_document.ts";
import { MongoAttemptStore } from "./attempts.ts";
import { FILES, MongoFileStore } from "./files.ts";
import { type CollectionLayout, tableLayout } from "./layout.ts";
import { LEASES, MongoLeases } from "./leases.ts";
import { META } from "./facts.ts";
import { MongoReceiptKeys } from "./receipt_keys.ts";
import { MongoSessionStore, SESSIONS } from "./sessions.ts";
import { MongoTable } from "./table.ts";

/** Every collection of the product. */
export const LAYOUTS: readonly CollectionLayout[] = [
  ...Object.values(TABLES).map((spec) => tableLayout(spec as unknown as TableSpec<Row>)),
  ...[ATTEMPTS, ATTEMPT_EVENTS, SESSIONS, LEASES, META],
  ...FILES,
];

export interface MongoStores extends Stores {
  leases: Leases;
}

/** Every store of the product in one database. */
export function mongoStores(db: Db): MongoStores {
  return {
    tables: buildTables((spec) => new MongoTable(db, spec)),
    sessions: new MongoSessionStore(db),
    attempts: new MongoAttemptStore(db),
    receiptKeys: new MongoReceiptKeys(db),
    leases: new MongoLeases(db),
    files: new MongoFileStore(db),
  };
}
