import assert from "node:assert/strict";
import { type Db, ObjectId } from "mongodb";
import { Buffer } from "node:buffer";
import { KvFileStore } from "../../db/kv/files.ts";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { FILES, MongoFileStore } from "../../db/mongo/files.ts";
import { mongoUrl, onMongo, SETTINGS, withMongo } from "../engines/mongo_server.ts";
import { aFile, testFileStore } from "./file_store_contract.ts";

async function countValues(kv: Deno.Kv): Promise<number> {
  let n = 0;
  for await (const _ of kv.list({ prefix: [] })) n++;
  return n;
}

testFileStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvFileStore(kv), () => countValues(kv));
});

async function countDocuments(db: Db): Promise<number> {
  const counts = FILES.map(({ name }) => db.collection(name).countDocuments());
  return (await Promise.all(counts)).reduce((sum, n) => sum + n, 0);
}

testFileStore(
  "MongoDB",
  (use) => withMongo(FILES, (db) => use(new MongoFileStore(db), () => countDocuments(db))),
  onMongo,
);

/** A KV whose commits fail from the given one on, as when the process dies. */
function failingFrom(kv: Deno.Kv, commits: number): Deno.Kv {
  let left = commits;
  return new Proxy(kv, {
    get(target, name) {
      if (name === "atomic") {
        if (left-- <= 0) throw new Error("the machine stopped");
        return () => target.atomic();
      }
      if (left < 0) throw new Error("the machine stopped");
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

Deno.test("KvFileStore shows nothing of an upload cut short, and sweeps it when it is old", async () => {
  using kv = await Deno.openKv(":memory:");
  const file = aFile({ size: 1_500_000 });
  const bytes = new Uint8Array(file.size);
  // The mark and one batch of chunks are written.
  await assert.rejects(new KvFileStore(failingFrom(kv, 2)).put(file, bytes), /the machine stopped/);
  const store = new KvFileStore(kv);
  assert.equal(await countValues(kv), 11);
  assert.equal(await store.find(file), null);
  assert.equal(await store.read(file), null);
  assert.equal(await store.sweep(file.createdAt - 1), 0);
  assert.equal(await countValues(kv), 11);
  assert.equal(await store.sweep(file.createdAt), 1);
  assert.equal(await countValues(kv), 0);
});

Deno.test("KvFileStore finishes a removal cut short", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new KvFileStore(kv);
  await store.put(aFile({ size: 100_000 }), new Uint8Array(100_000));
  await assert.rejects(new KvFileStore(failingFrom(kv, 1)).remove(aFile()), /the machine stopped/);
  assert.equal(await store.find(aFile()), null);
  assert.equal(await store.sweep(0), 1);
  assert.equal(await countValues(kv), 0);
});

/** What an upload leaves that dies before its file stands: its mark, and bytes. */
async function cutShort(db: Db, at: number): Promise<ObjectId> {
  const id = new ObjectId();
  await db.collection("file_halves").insertOne({ _id: id, at, over: false });
  await db.collection("files.chunks").insertOne({ files_id: id, n: 0, data: Buffer.alloc(9) });
  return id;
}

Deno.test(
  "MongoFileStore sweeps an upload cut short when it is old",
  onMongo,
  () =>
    withMongo(FILES, async (db) => {
      const store = new MongoFileStore(db);
      await store.put(aFile(), new Uint8Array(3));
      await cutShort(db, 1_000);
      assert.equal(await store.sweep(999), 0);
      assert.equal(await countDocuments(db), 4);
      assert.equal(await store.sweep(1_000), 1);
      assert.equal(await countDocuments(db), 2);
      assert.equal((await store.read(aFile()))?.length, 3);
    }),
);

Deno.test(
  "MongoFileStore leaves nothing of an upload that was swept while it went on",
  onMongo,
  () =>
    withMongo(FILES, async (db) => {
      // One connection, so that the pieces go one after the other.
      const settings = { url: mongoUrl(), db: db.databaseName, ...SETTINGS, poolMax: 1 };
      await using slow = connectMongo(settings, PATIENT);
      let swept: Promise<number> | null = null;
      slow.client.on("commandStarted", ({ commandName, command }) => {
        if (commandName === "insert" && command.insert === "files.chunks") {
          swept ??= new MongoFileStore(db).sweep(1_000);
        }
      });
      const size = 40 * 261_120;
      const put = new MongoFileStore(slow.db).put(aFile({ size }), new Uint8Array(size));
      await assert.rejects(put, { code: "unavailable" });
      assert.equal(await swept, 1);
      assert.equal(await countDocuments(db), 0);
    }),
);

Deno.test(
  "MongoFileStore keeps a file whose upload died after it stood, and finishes a removal",
  onMongo,
  () =>
    withMongo(FILES, async (db) => {
      const store = new MongoFileStore(db);
      await store.put(aFile(), new Uint8Array(3));
      const file = await db.collection("files.files").findOne();
      const halves = db.collection<{ _id: ObjectId; at: number; over: boolean }>("file_halves");
      await halves.insertOne({ _id: file!._id, at: 0, over: false });
      assert.equal(await store.sweep(0), 0);
      assert.equal((await store.read(aFile()))?.length, 3);
      assert.equal(await countDocuments(db), 2);
      await halves.insertOne({ _id: file!._id, at: 0, over: true });
      assert.equal(await store.sweep(0), 1);
      assert.equal(await countDocuments(db), 0);
    }),
);
