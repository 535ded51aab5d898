import type { MongoClient } from "mongodb";
import type { MongoSettings } from "../../lib/process/config_mongo.ts";
import { batches, type Contents, holdsSchool, KINDS } from "../../lib/store/contents.ts";
import { connectMongo, PATIENT, SERVING } from "./connection.ts";
import { mongoContents } from "./contents.ts";
import { alone } from "./leases.ts";
import { migrate } from "./migrations.ts";
import { isPoolFull } from "./outages.ts";
import { prepare } from "./prepare.ts";
import { LAYOUTS, type MongoStores, mongoStores } from "./stores.ts";

/** How long the connection over which the server is asked may take to be made, milliseconds. */
const ASKING_MS = 10_000;
/** A school is being copied in; gone when it is there. */
const COPYING = "copying_school";
/** The same as what one process does at a time. */
const COPY = { what: "copying a school" };

/** One MongoDB database; nothing of it is asked before its first use. */
export interface MongoStore extends AsyncDisposable {
  stores: MongoStores;
  contents: Contents;
  /**
   * Makes what is missing in the database; after a failure it may be called again.
   *
   * @throws {Error} when the server cannot be reached, the database was written by a newer product, or another process is
   * not done copying a school into it.
   */
  open(): Promise<{ fresh: boolean }>;
  /** Whether the server answers. */
  ping(): Promise<void>;
  /** Resolves when connecting has failed, at every address there is; the driver goes on trying. */
  refused: Promise<void>;
  /**
   * Copies a store that holds one school, unless another process put one here meanwhile; cut short, the next start takes
   * away what came.
   */
  takeSchool(from: Contents): Promise<void>;
}

/** The database that the environment names. */
export function mongoStore(settings: MongoSettings): MongoStore {
  const connection = connectMongo(settings);
  // Its own way to the server: that others wait for the pool says nothing of whether the server answers.
  // The guard gives up on an answer by itself; a connection that is slow to be made is no outage.
  const asking = connectMongo({ ...settings, poolMax: 1 }, { ...SERVING, poolMs: ASKING_MS });
  const { db } = connection;
  const contents = mongoContents(db);
  const stores = mongoStores(db);
  return {
    stores,
    contents,
    async open() {
      {
        await using patient = connectMongo(settings, PATIENT);
        await prepare(patient.db, LAYOUTS);
        await migrate(patient.db);
      }
      if (await contents.facts.get(COPYING) !== null) {
        await alone(stores.leases, COPY, () => dropHalfSchool(contents));
      }
      const { items } = await stores.tables.schools.list("all", "", [], { limit: 1 });
      return { fresh: items.length === 0 };
    },
    async ping() {
      // After a first attempt that failed the driver does not connect by itself.
      await asking.client.connect();
      await asking.db.command({ ping: 1 });
      await connection.client.connect().catch((error) => {
        // The server answers; its next use connects, or says itself that there was no connection in time.
        if (!isPoolFull(error)) throw error;
      });
    },
    refused: everyAddressFails(connection.client),
    takeSchool: (from) =>
      alone(stores.leases, COPY, async (held) => {
        await dropHalfSchool(contents);
        if (!await holdsSchool(contents)) await takeSchool(from, contents, held);
      }),
    async [Symbol.asyncDispose]() {
      await asking[Symbol.asyncDispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
}

function everyAddressFails(client: MongoClient): Promise<void> {
  const failed = new Set<string>();
  return new Promise((done) => {
    client.on("serverHeartbeatFailed", ({ connectionId }) => {
      failed.add(connectionId);
      if (failed.size >= client.options.hosts.length) done();
    });
  });
}

/**
 * Copies a store that holds one school; {@linkcode MongoStore.open} takes away what a copy left that was cut off.
 *
 * @param held Throws when another process may be copying too.
 */
export async function takeSchool(
  from: Contents,
  to: Contents,
  held: () => void = () => {},
): Promise<void> {
  await to.facts.set(COPYING, true);
  // Last, since a school that is there says that all of it is.
  const kinds = [...KINDS.filter((it) => it !== "schools"), "schools"];
  for (const kind of kinds) {
    for await (const batch of batches(kind, from.of(kind).read())) {
      held();
      await to.of(kind).write(batch);
    }
  }
  await to.facts.set(COPYING, null);
}

/** Takes away what a copy left; of one that came to its end, the mark alone. */
async function dropHalfSchool(contents: Contents): Promise<void> {
  if (await contents.facts.get(COPYING) === null) return;
  if (!await holdsSchool(contents)) await contents.clear();
  await contents.facts.set(COPYING, null);
}
