import { throughOutages } from "../../lib/store/outage/through_outages.ts";
import assert from "node:assert/strict";
import { openStores } from "../../db/choose.ts";
import { openStore } from "../../db/kv/open.ts";
import { connectMongo } from "../../db/mongo/connection.ts";
import { readNote } from "../../db/note.ts";
import type { MongoSettings } from "../../lib/process/config_mongo.ts";
import type { Log } from "../../lib/process/log.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "./mongo_server.ts";
import { aSchool } from "../worlds/people_world.ts";

/** That a server was reached, or not, is all that may be said. */
const log: Log = ({ event }) => assert.equal(event, "dependency");

async function withFolder(test: (dataDir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await test(`${dir}/data`);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** As many databases as asked for, removed afterwards. */
async function withDatabases(
  count: number,
  test: (...databases: MongoSettings[]) => Promise<void>,
): Promise<void> {
  const names = Array.from({ length: count }, () => `plp_test_${crypto.randomUUID().slice(0, 13)}`);
  const settings = names.map((db) => ({ url: mongoUrl(), db, ...SETTINGS }));
  try {
    await test(...settings);
  } finally {
    for (const it of settings) {
      await using connection = connectMongo(it);
      await removeDatabase(connection.db);
    }
  }
}

/** Opens, puts a school in, closes. */
async function use(dataDir: string, mongo: MongoSettings | null): Promise<void> {
  await using store = await openStores({ dataDir, mongo }, log);
  const school = aSchool({ id: "s1", schoolId: "s1" });
  // A busy machine's store may be late for it.
  const kept = () => store.stores.tables.schools.ensure(school);
  await throughOutages(kept, { waits: () => {}, pauseMs: 50 });
}

Deno.test("openStores() keeps to the embedded store once it is used", () =>
  withFolder(async (dataDir) => {
    await use(dataDir, null);
    assert.equal((await readNote(dataDir))?.engine, "embedded");
    await use(dataDir, null);
    const mongo = { url: "mongodb://127.0.0.1:1/", db: "plp", ...SETTINGS };
    await assert.rejects(
      openStores({ dataDir, mongo }, log),
      /unset MONGODB_URL.*move --to mongodb/,
    );
  }));

Deno.test("openStores() does not leave a school behind in a folder from before notes", () =>
  withFolder(async (dataDir) => {
    {
      await using store = await openStore(dataDir);
      await store.tables.schools.insert(aSchool({ id: "s1", schoolId: "s1" }));
    }
    const mongo = { url: "mongodb://127.0.0.1:1/", db: "plp", ...SETTINGS };
    await assert.rejects(openStores({ dataDir, mongo }, log), /keeps its data in the embedded/);
    assert.equal(await readNote(dataDir), null);
  }));

Deno.test("openStores() says that MongoDB is away, and leaves no note", () =>
  withFolder(async (dataDir) => {
    const mongo = { url: "mongodb://127.0.0.1:1/", db: "plp", ...SETTINGS };
    await assert.rejects(
      openStores({ dataDir, mongo }, log),
      /Cannot reach mongodb: MongoServerSelectionError/,
    );
    assert.equal(await readNote(dataDir), null);
  }));

Deno.test(
  "openStores() keeps to the MongoDB database once it is used",
  onMongo,
  () =>
    withFolder((dataDir) =>
      withDatabases(3, async (ours, empty, theirs) => {
        await use(dataDir, ours!);
        await use(dataDir, ours!);
        assert.equal((await readNote(dataDir))?.engine, "mongodb");
        await assert.rejects(openStores({ dataDir, mongo: null }, log), /set MONGODB_URL/);
        await assert.rejects(openStores({ dataDir, mongo: empty! }, log), /it is empty/);
        await withFolder((other) => use(other, theirs!));
        await assert.rejects(openStores({ dataDir, mongo: theirs! }, log), /another deployment's/);
        await withFolder(async (another) => {
          // A second process on another machine has no note yet.
          await use(another, ours!);
          assert.deepEqual(await readNote(another), await readNote(dataDir));
        });
      })
    ),
);

Deno.test(
  "openStores() takes a school over from memory into MongoDB",
  onMongo,
  () =>
    withFolder((dataDir) =>
      withDatabases(1, async (mongo) => {
        const made = await openStore(`${dataDir}/made`);
        await made.tables.schools.insert(aSchool({ id: "s1", schoolId: "s1" }));
        {
          await using store = await openStores({ dataDir, mongo: mongo! }, log);
          await store.takeSchool(made.kv, "s1");
        }
        await made[Symbol.asyncDispose]();
        await using store = await openStores({ dataDir, mongo: mongo! }, log);
        assert.equal(store.fresh, false);
        const school = await store.stores.tables.schools.find({ schoolId: "s1", id: "s1" });
        assert.equal(school?.id, "s1");
      })
    ),
);
