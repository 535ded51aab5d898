import { type Db, MongoServerError } from "mongodb";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import type { CollectionLayout } from "../../db/mongo/layout.ts";
import { prepare } from "../../db/mongo/prepare.ts";

const url = Deno.env.get("MONGODB_URL");

/** The server that tests of MongoDB run on. @throws {Error} without MONGODB_URL. */
export function mongoUrl(): string {
  if (!url) {
    throw new Error("Cannot test MongoDB: set MONGODB_URL, as `deno task services up` prints it");
  }
  return url;
}

export const SETTINGS = {
  poolMax: 20,
  tls: false,
  caFile: null,
  certKeyFile: null,
};

/** For `Deno.test`: without a server its tests are shown as ignored, and fail where all must run. */
export const onMongo = { ignore: !url && Deno.env.get("TEST_ALL") !== "1", timeout: 120_000 };

/** A database of its own, removed afterwards. */
export async function withMongo(
  layouts: readonly CollectionLayout[],
  test: (db: Db) => Promise<void>,
): Promise<void> {
  const name = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  // A server made for tests is slow, and shared by tests that run at once.
  await using connection = connectMongo({ url: mongoUrl(), db: name, ...SETTINGS }, PATIENT);
  try {
    await prepare(connection.db, layouts);
    await test(connection.db);
  } finally {
    await removeDatabase(connection.db);
  }
}

const REMOVED_MS = 30_000;

/**
 * Removes a database that nothing works on any more; the one way to do so.
 *
 * The server made for tests forgets an index of a collection that two clients made at once, and stops there with the rest
 * still in it: it is asked again until nothing is left.
 */
export async function removeDatabase(db: Db): Promise<void> {
  const giveUp = performance.now() + REMOVED_MS;
  for (;;) {
    try {
      await db.dropDatabase();
      const left = await db.listCollections({}, { nameOnly: true }).toArray();
      if (left.length === 0) return;
    } catch (error) {
      if (!(error instanceof MongoServerError) || performance.now() > giveUp) throw error;
    }
    if (performance.now() > giveUp) throw new Error(`Cannot remove ${db.databaseName}`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}
