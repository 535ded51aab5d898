import { kvContents } from "../db/kv/contents.ts";
import { openStore } from "../db/kv/open.ts";
import { openOutageJournal } from "../db/kv/outage_journal.ts";
import { connectMongo, PATIENT } from "../db/mongo/connection.ts";
import { mongoContents } from "../db/mongo/contents.ts";
import { migrate } from "../db/mongo/migrations.ts";
import { prepare } from "../db/mongo/prepare.ts";
import { LAYOUTS } from "../db/mongo/stores.ts";
import { writeNote } from "../db/note.ts";
import { openRedis } from "../db/redis/open.ts";
import { type Config, parseConfig } from "../lib/process/config.ts";
import type { JournalEntry, OutageJournal } from "../lib/store/outage/journal.ts";
import type { Engine, Note } from "../lib/store/deployment.ts";
import { withSecretFiles } from "../lib/process/secret_files.ts";
import { cancelMove, move, planMove, type Side } from "../lib/store/move.ts";

const USAGE = `deno task move --to mongodb
    says what of the data in DATA_DIR would move to the MongoDB that MONGODB_URL names; changes nothing
deno task move --to mongodb --run
    moves it, compares both sides, and notes where the data is; killed on the way, run it again
deno task move --to embedded [--run]
    the same the other way
deno task move --to mongodb --cancel
    takes back a move that is not finished
--run --wait 30
    gives servers that still run so many seconds, instead of 5, to notice and stop
Stop every server first. The data that was moved stays where it was, unused, until you delete it.`;

/** Redis is waited for so long. */
const REDIS_MS = 5_000;

/** The engine after `--to`. */
function target(args: readonly string[]): Engine | null {
  const to = args[args.indexOf("--to") + 1];
  return args.includes("--to") && (to === "mongodb" || to === "embedded") ? to : null;
}

/** What `--wait` says. @throws {Error} when that is no number of seconds. */
function noticed(args: readonly string[]): { noticeMs?: number } {
  if (!args.includes("--wait")) return {};
  const seconds = Number(args[args.indexOf("--wait") + 1] || NaN);
  if (seconds >= 0) return { noticeMs: seconds * 1_000 };
  throw new Error("--wait: give a number of seconds");
}

async function run(to: Engine, args: readonly string[]): Promise<void> {
  const config = parseConfig(withSecretFiles(Deno.env.toObject()));
  if (config.mongo === null) throw new Error("Set MONGODB_URL: it names the MongoDB of this move");
  await using connection = connectMongo(config.mongo, PATIENT);
  await using store = await openStore(config.dataDir);
  const embedded: Side = { engine: "embedded", contents: kvContents(store.kv) };
  const mongodb: Side = { engine: "mongodb", contents: mongoContents(connection.db) };
  const [from, into] = to === "mongodb" ? [embedded, mongodb] : [mongodb, embedded];
  const note = (it: Note) => writeNote(config.dataDir, it);
  const deps = { from, to: into, now: Date.now, note, say, ...noticed(args) };
  // First: what waits can be written by a server alone, and none starts while a move is half made.
  if (args.includes("--cancel")) return await cancelMove(deps);
  // Held to the end, so that no server begins to write into it.
  await using own = to === "embedded" ? await openOutageJournal(config.dataDir) : null;
  if (own !== null) await refuseWaiting(own, config);
  if (!args.includes("--run")) {
    await planMove(deps);
    return say(`Nothing was changed. To move all of this to ${to}, add --run.`);
  }
  await prepare(connection.db, LAYOUTS);
  await migrate(connection.db);
  await move(deps);
  say(to === "mongodb" ? "Keep MONGODB_URL set from now on." : "Unset MONGODB_URL from now on.");
}

/** What was acknowledged while MongoDB was away must be in it before anything is read of it. @throws {Error} when something waits. */
async function refuseWaiting(own: OutageJournal, { redis }: Config): Promise<void> {
  const waiting = [...await own.news(), ...await sharedNews(redis)];
  if (waiting.length === 0) return;
  throw new Error(
    `Cannot move: ${waiting.length} acknowledged changes wait for MongoDB. Take back a half-made move with --cancel, start the server until /readyz says ready, stop it, and move then`,
  );
}

/** @throws {Error} when Redis is named and does not answer. */
async function sharedNews(settings: Config["redis"]): Promise<JournalEntry[]> {
  if (settings === null) return [];
  await using redis = await openRedis(settings, () => {});
  const giveUp = performance.now() + REDIS_MS;
  while (redis.connection.health().state !== "up") {
    if (performance.now() > giveUp) {
      throw new Error(
        "Cannot move: Redis does not answer, and acknowledged changes may wait there",
      );
    }
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return await redis.journal?.news() ?? [];
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) {
  const to = target(Deno.args);
  if (to === null || Deno.args.includes("--help")) {
    say(USAGE);
    Deno.exit(to === null ? 1 : 0);
  }
  try {
    await run(to, Deno.args);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
