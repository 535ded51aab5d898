import type { Stores } from "../lib/assemble.ts";
import type { Config } from "../lib/config.ts";
import type { MongoSettings } from "../lib/config_mongo.ts";
import type { Contents } from "../lib/contents.ts";
import {
  deploymentOf,
  type Engine,
  flipped,
  newDeployment,
  type Note,
  settledDeployment,
  unusable,
} from "../lib/deployment.ts";
import type { Log } from "../lib/log.ts";
import { copySchool } from "./kv/copy_school.ts";
import { kvContents } from "./kv/contents.ts";
import { openStore } from "./kv/open.ts";
import { kvStores } from "./kv/stores.ts";
import { readNote, writeNote } from "./note.ts";

export interface OpenStores extends AsyncDisposable {
  engine: Engine;
  stores: Stores;
  /** No school was here before this start. */
  fresh: boolean;
  /** Takes over the one school of a store in memory; cut short, the next start takes away what came. */
  takeSchool(made: Deno.Kv, schoolId: string): Promise<void>;
}

type Choice = Pick<Config, "mongo" | "dataDir">;

/** What one engine gives before it is known whether it may be used. */
interface Opened extends OpenStores {
  contents: Contents;
}

/**
 * Opens the stores that the environment names.
 *
 * @throws {Error} when this deployment's data is elsewhere: a change of a variable alone never leaves data behind.
 */
export async function openStores(config: Choice, log: Log): Promise<OpenStores> {
  const note = await readNote(config.dataDir);
  const engine: Engine = config.mongo === null ? "embedded" : "mongodb";
  refuse(flipped(engine, note));
  if (config.mongo !== null && note === null) await refuseLeftBehind(config.dataDir);
  const { mongo, dataDir } = config;
  const opened = mongo === null ? await embedded(dataDir) : await onMongo(mongo, log);
  try {
    await settle(opened, note, { dataDir, log });
    return opened;
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}

function refuse(why: string | null): void {
  if (why !== null) throw new Error(`Cannot start: ${why}`);
}

/** Checks what the store says of itself, and notes both in the store and in the folder that it is in use. */
async function settle(
  { contents: { facts }, engine }: Opened,
  note: Note | null,
  { dataDir, log }: { dataDir: string; log: Log },
): Promise<void> {
  refuse(unusable(await deploymentOf(facts), note));
  const { id } = await settledDeployment(facts, newDeployment({ id: note?.id, at: Date.now() }));
  if (note !== null) return;
  try {
    await writeNote(dataDir, { id, engine });
  } catch (error) {
    if (engine === "embedded" || !isReadOnly(error)) throw error;
    const text = `DATA_DIR cannot be written: a start without MONGODB_URL would not be noticed.`;
    log({ event: "warning", text });
  }
}

function isReadOnly(error: unknown): boolean {
  const { PermissionDenied, NotCapable } = Deno.errors;
  return error instanceof PermissionDenied || error instanceof NotCapable ||
    error instanceof Error && error.message.includes("os error 30");
}

/** A folder from before notes were written may hold a school of its own. */
async function refuseLeftBehind(dir: string): Promise<void> {
  if (!await exists(`${dir}/plp.kv`)) return;
  await using store = await openStore(dir);
  const deployment = await deploymentOf(kvContents(store.kv).facts);
  if (store.fresh || deployment?.state === "moved_out") return;
  const id = deployment?.id ?? newDeployment({ at: 0 }).id;
  refuse(flipped("mongodb", { engine: "embedded", id }));
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function embedded(dir: string): Promise<Opened> {
  const store = await openStore(dir);
  return {
    engine: "embedded",
    stores: kvStores(store.kv),
    contents: kvContents(store.kv),
    fresh: store.fresh,
    takeSchool: (made, schoolId) => copySchool(made, store.kv, schoolId),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** The driver is loaded where it is needed alone. */
async function onMongo(settings: MongoSettings, log: Log): Promise<Opened> {
  const { openMongo } = await import("./mongo/open.ts");
  const store = await openMongo(settings, log);
  return {
    engine: "mongodb",
    stores: store.stores,
    contents: store.contents,
    fresh: store.fresh,
    takeSchool: (made) => store.takeSchool(kvContents(made)),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
