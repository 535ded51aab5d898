import type { Stores } from "../../lib/assemble.ts";
import type { MongoSettings } from "../../lib/config_mongo.ts";
import { batches, type Contents, KINDS } from "../../lib/contents.ts";
import type { Log } from "../../lib/log.ts";
import { connectMongo, PATIENT } from "./connection.ts";
import { mongoContents } from "./contents.ts";
import { migrate } from "./migrations.ts";
import { prepare } from "./prepare.ts";
import { LAYOUTS, type MongoStores, mongoStores } from "./stores.ts";

/** Expired sessions are forgotten this often. */
const SWEEP_MS = 60_000;
/** A school is being copied in; gone when it is there. */
const COPYING = "copying_school";

export interface OpenMongo extends AsyncDisposable {
  stores: Stores;
  contents: Contents;
  /** No school was here before this start. */
  fresh: boolean;
  /** Copies a store that holds one school; cut short, the next start takes away what came. */
  takeSchool(from: Contents): Promise<void>;
}

/**
 * Connects, and makes what is missing in the database.
 *
 * @throws {Error} when the server cannot be reached, or the database was written by a newer product.
 */
export async function openMongo(settings: MongoSettings, log: Log): Promise<OpenMongo> {
  {
    await using patient = connectMongo(settings, PATIENT);
    await prepare(patient.db, LAYOUTS);
    await migrate(patient.db);
  }
  const connection = connectMongo(settings);
  try {
    const { db } = connection;
    const contents = mongoContents(db);
    if (await contents.facts.get(COPYING) !== null) await dropHalfSchool(contents);
    const stores = mongoStores(db);
    const { items } = await stores.tables.schools.list("all", "", [], { limit: 1 });
    const stopSweeping = startSweeping(stores, log);
    return {
      stores,
      contents,
      fresh: items.length === 0,
      takeSchool: (from) => takeSchool(from, contents),
      async [Symbol.asyncDispose]() {
        await stopSweeping();
        await connection[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
}

/** @returns A function that stops, and waits for what is under way. */
function startSweeping({ sessions }: MongoStores, log: Log): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = sessions.sweep(Date.now()).then(() => {}, (error) => {
      log({ event: "fault", requestId: null, where: "sweeping sessions", error });
    });
  }, SWEEP_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Copies a store that holds one school; {@linkcode openMongo} takes away what a copy left that was cut off. */
export async function takeSchool(from: Contents, to: Contents): Promise<void> {
  await to.facts.set(COPYING, true);
  const kinds = [...KINDS.filter((it) => it !== "schools"), "schools"];
  for (const kind of kinds) {
    for await (const batch of batches(kind, from.of(kind).read())) await to.of(kind).write(batch);
  }
  await to.facts.set(COPYING, null);
}

async function dropHalfSchool({ facts, clear }: Contents): Promise<void> {
  await clear();
  await facts.set(COPYING, null);
}
