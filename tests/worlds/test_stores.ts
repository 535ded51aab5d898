import type { Db, MongoClient } from "mongodb";
import { copySchool } from "../../db/kv/copy_school.ts";
import { kvContents } from "../../db/kv/contents.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { takeSchool } from "../../db/mongo/open.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Contents } from "../../lib/store/contents.ts";
import { mongoUrl, removeDatabase, SETTINGS } from "../engines/mongo_server.ts";

export interface TestStores extends Disposable {
  stores: Stores;
  /** Everything in them, whatever the school. */
  contents: Contents;
  /** Takes over the one school of a store in memory. */
  takeSchool(made: Deno.Kv, schoolId: string): Promise<void>;
}

/** Empty stores: embedded ones in memory, or with `STORE=mongo` a database of their own. */
export async function testStores(clock: () => number): Promise<TestStores> {
  return Deno.env.get("STORE") === "mongo" ? await mongoTestStores() : await onKv(clock);
}

async function onKv(clock: () => number): Promise<TestStores> {
  const kv = await Deno.openKv(":memory:");
  return {
    stores: kvStores(kv, clock),
    contents: kvContents(kv, clock),
    takeSchool: (made, schoolId) => copySchool(made, kv, schoolId),
    [Symbol.dispose]: () => kv.close(),
  };
}

/** One client for all tests of a process: `using` cannot wait for one to close. */
let client: MongoClient | null = null;

/** Databases that are being removed: a `using` cannot wait, the end of its test does. */
let removing: Promise<void>[] = [];

Deno.test.afterEach(async () => {
  const these = removing;
  removing = [];
  await Promise.all(these);
});

/** Empty stores in a MongoDB database of their own. @param on The client to use, if not the one of this process. */
export async function mongoTestStores(
  on?: MongoClient,
): Promise<TestStores & { drop(): Promise<void> }> {
  const used = on ??
    (client ??= connectMongo({ url: mongoUrl(), db: "plp", ...SETTINGS }, PATIENT).client);
  const db = used.db(`plp_test_${crypto.randomUUID().slice(0, 13)}`);
  await prepare(db, LAYOUTS);
  const contents = mongoContents(db);
  return {
    stores: mongoStores(db),
    contents,
    takeSchool: (made) => takeSchool(kvContents(made), contents),
    drop: () => removeDatabase(db),
    [Symbol.dispose]: () => beginRemoving(db),
  };
}

function beginRemoving(db: Db): void {
  const removed = removeDatabase(db);
  // Its failure is that of the test.
  removed.catch(() => {});
  removing.push(removed);
}
