import assert from "node:assert/strict";
import { type CommandStartedEvent, type Db, type Document, MongoBulkWriteError } from "mongodb";
import {
  ATTEMPT_EVENTS,
  type AttemptDocument,
  ATTEMPTS,
  eventId,
  TAIL_MAX,
} from "../../db/mongo/attempt_document.ts";
import { MongoAttemptStore } from "../../db/mongo/attempts.ts";
import { connectMongo } from "../../db/mongo/connection.ts";
import { tableLayout } from "../../db/mongo/layout.ts";
import { isOutage } from "../../db/mongo/outages.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import { bareAttempt, type NewEvent } from "../../lib/attempts/projection.ts";
import { allEvents } from "../../lib/attempts/store.ts";
import type { Attempt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Row, TableSpec } from "../../lib/store/store.ts";
import { tcpProxy } from "../faults/tcp_proxy.ts";
import { mongoUrl, onMongo, SETTINGS, withMongo } from "./mongo_server.ts";
import { aBook, BOOKS, type BookTable } from "../contracts/table_contract.ts";

const BOOK_LAYOUT = tableLayout(BOOKS as unknown as TableSpec<Row>);
const ATTEMPT_LAYOUTS = [ATTEMPTS, ATTEMPT_EVENTS];
const books = (db: Db) => new MongoTable(db, BOOKS) as BookTable;

function flagged(i: number): NewEvent {
  const data = { type: "flagged", slotId: "choice", on: i % 2 === 0 } as const;
  return {
    at: 1_000 + i,
    actor: { kind: "system", id: null },
    writerId: null,
    n: null,
    late: false,
    data,
  };
}

async function started(store: MongoAttemptStore): Promise<Attempt> {
  const attempt = bareAttempt({
    id: "a1",
    schoolId: "s1",
    createdAt: 1_000,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId: "st1",
    number: 1,
  });
  const first: NewEvent = { ...flagged(0), data: { type: "started", number: 1 } };
  return await store.create(attempt, { slots: [] }, first);
}

const add = (store: MongoAttemptStore, ref: Attempt, i: number) =>
  store.append(ref, [], () => ({ events: [flagged(i)], result: undefined }));

const seqs = async (store: MongoAttemptStore, ref: Attempt) =>
  (await allEvents(store, ref)).map(({ seq }) => seq);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

Deno.test(
  "MongoTable.update() loses nothing when four processes change one row",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      const processes = upTo(4).map(() => books(db));
      await processes[0]!.insert(aBook({ year: 0 }));
      const changes = upTo(40).map((i) =>
        processes[i % 4]!.update(aBook(), (it) => ({ ...it, year: it.year + 1 }))
      );
      await Promise.all(changes);
      assert.equal((await processes[0]!.find(aBook()))?.year, 40);
    }),
);

Deno.test(
  "MongoTable gives a row made anew another version than the one removed",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      const versions = new Set<unknown>();
      for (let i = 0; i < 3; i++) {
        await books(db).insert(aBook());
        versions.add((await db.collection("books").findOne())?.v);
        await books(db).remove(aBook());
      }
      assert.equal(versions.size, 3);
    }),
);

Deno.test(
  "MongoTable makes digests of another version from their rows",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      await books(db).insert(aBook({ title: "T" }));
      const digest = { ...BOOKS.digest!, version: BOOKS.digest!.version + 1 };
      const table = new MongoTable(db, { ...BOOKS, digest }) as BookTable;
      assert.deepEqual(await table.digests("byTag", "s1", ["t"]), [{ id: "b1", title: "T" }]);
    }),
);

/** How many commands the driver sends while `work` runs. */
async function commandsOf(db: Db, work: () => Promise<unknown>): Promise<number> {
  let sent = 0;
  const count = () => void sent++;
  db.client.on("commandStarted", count);
  await work();
  db.client.off("commandStarted", count);
  return sent;
}

Deno.test(
  "MongoTable answers what is asked at once by one query",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      const table = books(db);
      const tags = upTo(30).map((i) => `tag${i}`);
      for (const [i, tag] of tags.entries()) {
        await table.insert(aBook({ id: `b${i}`, tags: [tag] }));
      }
      const each = (read: (tag: string, i: number) => Promise<unknown>) =>
        commandsOf(db, () => Promise.all(tags.map(read)));
      assert.equal(await each((tag) => table.digests("byTag", "s1", [tag])), 1);
      assert.equal(await each((tag) => table.list("byTag", "s1", [tag], { limit: 1_000 })), 1);
      assert.equal(await each((tag) => table.count("byTag", "s1", [tag])), 1);
      assert.equal(await each((_, i) => table.find({ schoolId: "s1", id: `b${i}` })), 1);
      assert.equal(await commandsOf(db, () => table.count("byTag", "s1", ["tag1"])), 1);
    }),
);

Deno.test(
  "MongoTable sorts the keys of a page alone where rows have several",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      const table = books(db);
      for (const i of upTo(5)) {
        await table.insert(aBook({ id: `b${i}`, year: i, tags: ["t", "u"] }));
      }
      const pipelines: Document[][] = [];
      const note = ({ command }: CommandStartedEvent) => void pipelines.push(command.pipeline);
      db.client.on("commandStarted", note);
      const page = await table.list("byTag", "s1", ["t"], { limit: 2, reverse: true });
      db.client.off("commandStarted", note);
      assert.deepEqual(page.items.map(({ id, text }) => [id, text]), [["b5", ""], ["b4", ""]]);
      const [before, ...more] = pipelines;
      assert.equal(more.length, 0);
      const sorted = before!.findIndex((stage) => "$sort" in stage);
      const fields = before!.slice(0, sorted).flatMap((stage) => Object.keys(stage.$project ?? {}));
      assert.deepEqual(fields, ["i.byTag"]);
    }),
);

Deno.test(
  "MongoTable pages on past a row that went while its page was read",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      for (const i of upTo(5)) await books(db).insert(aBook({ id: `b${i}`, year: i }));
      // Entries are found, and no row under them.
      const collection = (name: string) =>
        new Proxy(db.collection(name), {
          get: (it, field) => {
            if (field === "collectionName") return "gone";
            const value = Reflect.get(it, field);
            return typeof value === "function" ? value.bind(it) : value;
          },
        });
      const page = await books({ collection } as unknown as Db)
        .list("byTag", "s1", ["t"], { limit: 2 });
      assert.deepEqual(page.items, []);
      const rest = await books(db).list("byTag", "s1", ["t"], { after: page.next! });
      assert.deepEqual(rest.items.map(({ id }) => id), ["b3", "b4", "b5"]);
    }),
);

Deno.test(
  "MongoTable keeps a row that cannot be read from spoiling what is read beside it",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      const table = books(db);
      await table.insert(aBook());
      await table.insert(aBook({ id: "b2" }));
      await db.collection("books").updateOne({ "row.id": "b2" }, { $set: { "row.year": "soon" } });
      const [good, bad] = await Promise.allSettled([
        table.find(aBook()),
        table.find(aBook({ id: "b2" })),
      ]);
      assert.equal(good.status, "fulfilled");
      assert.match(
        String(bad.status === "rejected" && bad.reason),
        /Cannot read row books\/s1\/b2/,
      );
    }),
);

Deno.test(
  "prepare() changes nothing the second time, and adds an index declared since",
  onMongo,
  () =>
    withMongo([BOOK_LAYOUT], async (db) => {
      await books(db).insert(aBook());
      await prepare(db, [BOOK_LAYOUT]);
      const more = [
        ...BOOK_LAYOUT.indexes,
        { name: "i.new", key: { "i.new": 1 }, sparse: true } as const,
      ];
      await prepare(db, [{ ...BOOK_LAYOUT, indexes: more }]);
      const names = (await db.collection("books").indexes()).map(({ name }) => name);
      assert.deepEqual(names.sort(), ["_id_", ...more.map(({ name }) => name)].sort());
      assert.equal((await books(db).find(aBook()))?.id, "b1");
    }),
);

Deno.test(
  "MongoAttemptStore numbers the events of four processes without a gap",
  onMongo,
  () =>
    withMongo(ATTEMPT_LAYOUTS, async (db) => {
      const processes = upTo(4).map(() => new MongoAttemptStore(db));
      const made = await started(processes[0]!);
      await Promise.all(upTo(100).map((i) => add(processes[i % 4]!, made, i)));
      assert.deepEqual(await seqs(processes[0]!, made), upTo(101));
      const attempt = await processes[0]!.find(made);
      assert.equal(attempt?.seq, 101);
    }),
);

Deno.test(
  "MongoAttemptStore keeps the tail short, and all events once",
  onMongo,
  () =>
    withMongo(ATTEMPT_LAYOUTS, async (db) => {
      const store = new MongoAttemptStore(db);
      const made = await started(store);
      const attempts = db.collection<AttemptDocument>("attempts");
      for (let i = 1; i <= 100; i++) {
        await add(store, made, i);
        const found = await attempts.findOne({ _id: "s1/a1" });
        assert.ok(found!.tail.length <= TAIL_MAX);
      }
      assert.ok(await db.collection("attempt_events").countDocuments() >= 101 - TAIL_MAX);
      assert.deepEqual(await seqs(store, made), upTo(101));
      for (const [after, limit] of [[0, 5], [30, 5], [60, 10], [95, 1_000], [101, 5]] as const) {
        const page = await store.events(made, after, limit);
        assert.deepEqual(page.map(({ seq }) => seq), upTo(101).slice(after, after + limit));
      }
    }),
);

Deno.test(
  "MongoAttemptStore goes on after a move of the tail that died half way",
  onMongo,
  () =>
    withMongo(ATTEMPT_LAYOUTS, async (db) => {
      const store = new MongoAttemptStore(db);
      const made = await started(store);
      for (let i = 1; i < TAIL_MAX; i++) await add(store, made, i);
      // Copied, not yet taken off.
      const copies = (await store.events(made)).slice(0, 20)
        .map((event) => ({ _id: eventId(made, event.seq), event }));
      assert.equal(copies.length, 20);
      await db.collection<typeof copies[0]>("attempt_events").insertMany(copies);
      assert.deepEqual(await seqs(store, made), upTo(TAIL_MAX));
      await add(store, made, TAIL_MAX);
      assert.deepEqual(await seqs(store, made), upTo(TAIL_MAX + 1));
      assert.equal(await db.collection("attempt_events").countDocuments(), TAIL_MAX);
    }),
);

Deno.test(
  "MongoAttemptStore takes nothing off the tail that it could not copy",
  onMongo,
  () =>
    withMongo(ATTEMPT_LAYOUTS, async (db) => {
      const store = new MongoAttemptStore(db);
      const made = await started(store);
      for (let i = 1; i < TAIL_MAX; i++) await add(store, made, i);
      const { hostname, port } = new URL(mongoUrl());
      await using proxy = await tcpProxy({ hostname, port: Number(port) });
      const url = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
      await using cut = connectMongo({ url, db: db.databaseName, ...SETTINGS });
      await cut.db.command({ ping: 1 });
      await proxy.setMode({ kind: "refuse" });
      const collection = (name: string) =>
        (name === "attempt_events" ? cut.db : db).collection(name);
      const cutOff = new MongoAttemptStore({ collection } as unknown as Db);
      const error = await add(cutOff, made, TAIL_MAX).catch((it) => it);
      assert.ok(isOutage(error), String(error));
      assert.equal(error instanceof MongoBulkWriteError, false);
      assert.deepEqual(await seqs(store, made), upTo(TAIL_MAX));
    }),
);
