import type { Stores } from "../lib/process/assemble.ts";
import type { Config } from "../lib/process/config.ts";
import type { Contents } from "../lib/store/contents.ts";
import {
  deploymentOf,
  type Engine,
  flipped,
  movedAway,
  newDeployment,
  type Note,
  settledDeployment,
  unusable,
} from "../lib/store/deployment.ts";
import type { Log } from "../lib/process/log.ts";
import type { Connection, Trouble } from "../lib/store/outage/health.ts";
import { Claims } from "../lib/store/outage/claims.ts";
import { SharedOutageJournal } from "../lib/store/outage/shared_journal.ts";
import { copySchool } from "./kv/copy_school.ts";
import { kvContents } from "./kv/contents.ts";
import { openStore } from "./kv/open.ts";
import { openOutageJournal } from "./kv/outage_journal.ts";
import { kvStores } from "./kv/stores.ts";
import { readNote, writeNote } from "./note.ts";
import type { MongoDeps } from "./protected_mongo.ts";
import type { Shared } from "./shared.ts";

/** Stores that the environment names; of a server nothing was asked yet. */
export interface ChosenStores extends AsyncDisposable {
  engine: Engine;
  stores: Stores;
  /**
   * Resolves once they can be used. `fresh`: no school was here before.
   *
   * @throws {Error} when this deployment's data is elsewhere: a change of a variable alone never leaves data behind.
   */
  opened: Promise<{ fresh: boolean }>;
  /** Whether a server answered the first time, as soon as that is known. */
  contact: Promise<boolean>;
  /** Resolves when connecting to a server has failed; it goes on trying. */
  refused: Promise<void>;
  /** Resolves, saying why, when the data is kept elsewhere from now on. */
  left: Promise<string>;
  /** Servers that the stores need. */
  connections: readonly Connection[];
  /** What is wrong with this machine's disk now. */
  troubles: () => readonly Trouble[];
  /** Takes over the one school of a store in memory; cut short, the next start takes away what came. */
  takeSchool(made: Deno.Kv, schoolId: string): Promise<void>;
}

type Choice = Pick<Config, "mongo" | "dataDir">;
/** What processes share that the stores use. */
type SharedWithStores = Pick<Shared, "sessions" | "journal" | "marks" | "wire">;
const NOTHING_SHARED: SharedWithStores = {
  sessions: (primary) => primary,
  journal: null,
  marks: null,
  wire: null,
};

/**
 * The stores that the environment names; a server may be away, and is then waited for.
 *
 * @throws {Error} when it is known without asking that this deployment's data is elsewhere.
 */
export async function chooseStores(
  config: Choice,
  log: Log,
  { sessions, journal, marks, wire }: SharedWithStores = NOTHING_SHARED,
): Promise<ChosenStores> {
  const note = await readNote(config.dataDir);
  const engine: Engine = config.mongo === null ? "embedded" : "mongodb";
  refuse(flipped(engine, note));
  const { mongo, dataDir } = config;
  if (mongo === null) {
    const chosen = await embedded(
      dataDir,
      log,
      (it) => settle(it, note, { dataDir, log, engine }),
    );
    const { stores } = chosen;
    return { ...chosen, stores: { ...stores, sessions: sessions(stores.sessions) } };
  }
  if (note === null) await refuseLeftBehind(dataDir);
  let id: string | null = null;
  return await onMongo({
    settings: mongo,
    journal: await journalOf(dataDir, journal, log),
    claims: marks && new Claims(marks),
    wire,
    admit: async (it) => {
      id = await settle(it, await readNote(dataDir), { dataDir, log, engine });
    },
    left: async ({ facts }) => movedAway(await deploymentOf(facts), id),
    sessions,
    log,
  });
}

/** The same, ready for use. @throws {Error} also when the server cannot be reached. */
export async function openStores(
  config: Choice,
  log: Log,
): Promise<ChosenStores & { fresh: boolean }> {
  const chosen = await chooseStores(config, log);
  try {
    if (await chosen.contact) return { ...chosen, ...await chosen.opened };
    const [connection] = chosen.connections;
    throw new Error(`Cannot reach ${connection?.name}: ${connection?.health().problem}`);
  } catch (error) {
    await chosen[Symbol.asyncDispose]();
    throw error;
  }
}

/** The shared journal, and one in the data folder for what it cannot take. `null`, with a warning, where there is neither. */
async function journalOf(
  dir: string,
  shared: Shared["journal"],
  log: Log,
): Promise<MongoDeps["journal"]> {
  const own = await openOutageJournal(dir).catch((error) => {
    // Any failure: the log says what is not kept now, and why.
    const without = shared === null ? "answers are refused, not kept" : "only Redis keeps answers";
    const text = `No outage journal: while MongoDB is away ${without}. ${(error as Error).message}`;
    log({ event: "warning", text });
    return null;
  });
  if (shared === null) return own;
  const fault = (error: Error) =>
    log({ event: "fault", requestId: null, where: "outage journal", error });
  return Object.assign(new SharedOutageJournal(shared, own, fault), {
    [Symbol.asyncDispose]: async () => await own?.[Symbol.asyncDispose](),
  });
}

function refuse(why: string | null): void {
  if (why !== null) throw new Error(`Cannot start: ${why}`);
}

/** Checks what the store says of itself, and notes both in the store and in the folder that it is in use. @returns The deployment's id. */
async function settle(
  { facts }: Contents,
  note: Note | null,
  { dataDir, log, engine }: { dataDir: string; log: Log; engine: Engine },
): Promise<string> {
  refuse(unusable(await deploymentOf(facts), note));
  const { id } = await settledDeployment(facts, newDeployment({ id: note?.id, at: Date.now() }));
  if (note !== null) return id;
  try {
    await writeNote(dataDir, { id, engine });
  } catch (error) {
    if (engine === "embedded" || !isReadOnly(error)) throw error;
    const text = `DATA_DIR cannot be written: a start without MONGODB_URL would not be noticed.`;
    log({ event: "warning", text });
  }
  return id;
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

async function embedded(
  dir: string,
  log: Log,
  admit: (contents: Contents) => Promise<unknown>,
): Promise<ChosenStores> {
  const store = await openStore(dir, (trouble) => {
    const state = trouble === null ? "up" : "down";
    log({ event: "dependency", name: "disk", state, problem: trouble?.text ?? null });
  });
  try {
    await admit(kvContents(store.kv));
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
  return {
    engine: "embedded",
    stores: kvStores(store.kv),
    opened: Promise.resolve({ fresh: store.fresh }),
    contact: Promise.resolve(true),
    refused: new Promise(() => {}),
    left: new Promise(() => {}),
    connections: [],
    troubles: () => [store.trouble() ?? []].flat(),
    takeSchool: (made, schoolId) => copySchool(made, store.kv, schoolId),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** What it needs is loaded here alone. */
async function onMongo(deps: MongoDeps): Promise<ChosenStores> {
  const { protectedMongo } = await import("./protected_mongo.ts");
  const store = await protectedMongo(deps);
  return {
    engine: "mongodb",
    stores: store.stores,
    opened: store.opened,
    contact: store.contact,
    refused: store.refused,
    left: store.left,
    connections: [store.connection],
    troubles: () => [],
    takeSchool: (made) => store.takeSchool(kvContents(made)),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
