import assert from "node:assert/strict";
import { openStore } from "../../db/kv/open.ts";
import { kvContents } from "../../db/kv/contents.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { openOutageJournal } from "../../db/kv/outage_journal.ts";
import { connectMongo } from "../../db/mongo/connection.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { readNote } from "../../db/note.ts";
import { openRedis } from "../../db/redis/open.ts";
import { KINDS, tally } from "../../lib/store/contents.ts";
import { until } from "../contracts/bus_contract.ts";
import { fillStores } from "../worlds/contents_world.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "./mongo_server.ts";
import { anEntry } from "../contracts/outage_journal_contract.ts";
import { forgetKeys, redisUrl } from "./redis_server.ts";
import { onBoth } from "./two_servers.ts";

/** No server runs that would have to notice. */
const AT_ONCE = ["--run", "--wait", "0"];

interface Run {
  code: number;
  said: string;
}

/** Runs `deno task move` on a folder and a database. @param heard Called with all it has said whenever it says more. */
async function runMove(
  env: Record<string, string>,
  args: readonly string[],
  heard: (said: string, child: Deno.ChildProcess) => unknown = () => {},
): Promise<Run> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tools/move.ts", ...args],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let said = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    await heard(said, child);
  }
  return { code: (await child.status).code, said };
}

Deno.test("deno task move goes on after kill -9, both ways", onMongo, async () => {
  const dir = await Deno.makeTempDir();
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  const env = { DATA_DIR: dir, MONGODB_URL: mongoUrl(), MONGODB_DB: db };
  await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS });
  const mongo = mongoContents(connection.db);
  try {
    const before = new Map<string, string>();
    {
      await using store = await openStore(dir);
      await fillStores(kvStores(store.kv), 450);
      for (const kind of KINDS) {
        before.set(kind, JSON.stringify(await tally(kvContents(store.kv), kind)));
      }
    }
    const dry = await runMove(env, ["--to", "mongodb"]);
    assert.equal(dry.code, 0);
    assert.match(dry.said, /people: 450\n/);
    assert.equal((await tally(mongo, "people")).count, 0);

    for (const [to, engine] of [["mongodb", "mongodb"], ["embedded", "embedded"]] as const) {
      for (const lines of [1, 3, 6]) {
        const killed = await runMove(env, ["--to", to, ...AT_ONCE], (said, child) => {
          if (said.split("\n").length > lines) child.kill("SIGKILL");
        });
        assert.notEqual(killed.code, 0, killed.said);
      }
      const done = await runMove(env, ["--to", to, ...AT_ONCE]);
      assert.equal(done.code, 0, done.said);
      assert.match(done.said, /people: 450 verified/);
      assert.equal((await readNote(dir))?.engine, engine);
      const again = await runMove(env, ["--to", to, ...AT_ONCE]);
      assert.deepEqual([again.code, /the data is not in/.test(again.said)], [1, true]);
      await using store = await openStore(dir);
      const contents = to === "mongodb" ? mongo : kvContents(store.kv);
      for (const kind of KINDS) {
        assert.equal(JSON.stringify(await tally(contents, kind)), before.get(kind), kind);
      }
    }
  } finally {
    await removeDatabase(connection.db);
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("deno task move leaves nothing behind that waits in a journal", onBoth, async () => {
  const dir = await Deno.makeTempDir();
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  const prefix = `${db}:`;
  const base = { DATA_DIR: dir, MONGODB_URL: mongoUrl(), MONGODB_DB: db };
  const withRedis = { ...base, REDIS_URL: redisUrl(), REDIS_PREFIX: prefix };
  await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS });
  const back = async (env: Record<string, string>) =>
    (await runMove(env, ["--to", "embedded", ...AT_ONCE])).said;
  try {
    {
      await using store = await openStore(dir);
      await fillStores(kvStores(store.kv), 3);
    }
    assert.equal((await runMove(base, ["--to", "mongodb", ...AT_ONCE])).code, 0);
    // Killed when it has marked where it moves from.
    await runMove(base, ["--to", "embedded", "--run", "--wait", "60"], async (said, child) => {
      if (!said.includes("Waiting 60 s")) return;
      await assert.rejects(openOutageJournal(dir), /is using it/);
      child.kill("SIGKILL");
    });
    {
      await using journal = await openOutageJournal(dir);
      await journal.append(anEntry("1"));
    }
    assert.match(await back(base), /1 acknowledged changes wait/);
    const cancelled = await runMove(base, ["--to", "embedded", "--cancel"]);
    assert.deepEqual(cancelled, { code: 0, said: "The data stays in mongodb.\n" });
    {
      await using journal = await openOutageJournal(dir);
      await journal.remove(["1"]);
    }
    {
      const settings = { over: "tcp", url: redisUrl(), prefix } as const;
      await using redis = await openRedis(settings, () => {});
      await until(() => redis.journal!.isOpen(), "Redis takes entries");
      await redis.journal!.append(anEntry("2"));
      assert.match(await back(withRedis), /1 acknowledged changes wait/);
      await redis.journal!.remove(["2"]);
    }
    assert.match(await back({ ...withRedis, REDIS_URL: "redis://127.0.0.1:1/" }), /not answer/);
    assert.match(await back(withRedis), /All data is in embedded now/);
  } finally {
    await removeDatabase(connection.db);
    await forgetKeys(prefix);
    await Deno.remove(dir, { recursive: true });
  }
});
