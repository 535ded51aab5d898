import type { Collection, Db, Filter, FindCursor } from "mongodb";
import { allEvents } from "../../lib/attempts/store.ts";
import {
  type Contents,
  type Holding,
  refOf,
  type WholeAttempt,
  type WholeFile,
} from "../../lib/store/contents.ts";
import { AttemptSchema, PaperSchema } from "../../lib/model/attempts/attempt_schema.ts";
import { type Session, SessionSchema } from "../../lib/model/people/people_schema.ts";
import type { Row, TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import {
  answersOf,
  type AttemptDocument,
  attemptDocument,
  type EventDocument,
  eventId,
} from "./attempt_document.ts";
import { MongoAttemptStore } from "./attempts.ts";
import { MongoFacts } from "./facts.ts";
import { MongoFileStore } from "./files.ts";
import { type RowDocument, rowDocument, rowOf } from "./row_document.ts";
import { MongoSessionStore } from "./sessions.ts";
import { LAYOUTS } from "./stores.ts";

/** Facts, and who may clear. */
const STAYS = ["meta", "leases"];
const BATCH = 200;
/** Few, since the server forgets a cursor that is not asked for 10 minutes while what came is copied. */
const ATTEMPTS_BATCH = 50;
const FILES_BATCH = 5;
/** Above every number of an event. */
const LAST = 999_999_999;

/** All that a MongoDB database keeps. */
export function mongoContents(db: Db): Contents {
  const tables = Object.values(TABLES).map((spec) =>
    [spec.name, tableHolding(db, spec as unknown as TableSpec<Row>)] as const
  );
  const holdings = new Map<string, Holding>([
    ...tables,
    ["attempts", attemptHolding(db)],
    ["files", fileHolding(db)],
    ["sessions", sessionHolding(db)],
    ["receipt_keys", keysHolding(db)],
  ]);
  return {
    facts: new MongoFacts(db),
    of(kind) {
      const found = holdings.get(kind);
      if (found === undefined) throw new Error(`Cannot find ${kind} in MongoDB`);
      return found;
    },
    async clear() {
      for (const { name } of LAYOUTS) {
        if (!STAYS.includes(name)) await db.collection(name).deleteMany({});
      }
      await keysHolding(db).clear();
    },
  };
}

function tableHolding(db: Db, spec: TableSpec<Row>): Holding {
  const rows: Collection<RowDocument> = db.collection(spec.name);
  return {
    async *read(after) {
      for await (const found of inOrder(rows, after)) {
        yield { key: found._id, value: rowOf(spec, found) };
      }
    },
    async write(things) {
      const documents = things.map(({ value }) => rowDocument(spec, value as Row));
      await replaceAll(rows, documents);
    },
  };
}

function attemptHolding(db: Db): Holding {
  const store = new MongoAttemptStore(db);
  const attempts: Collection<AttemptDocument> = db.collection("attempts");
  const events: Collection<EventDocument> = db.collection("attempt_events");
  return {
    async *read(after) {
      for await (const found of inOrder(attempts, after, ATTEMPTS_BATCH)) {
        const whole: WholeAttempt = {
          attempt: AttemptSchema.parse(found.row),
          paper: PaperSchema.parse(found.paper),
          answers: [...answersOf(found).values()].sort((a, b) => a.slotId < b.slotId ? -1 : 1),
          events: await allEvents(store, refOf(found._id)),
        };
        yield { key: found._id, value: whole };
      }
    },
    async write(things) {
      const wholes = things.map(({ value }) => value as WholeAttempt);
      for (const whole of wholes) await putOldEvents(events, whole);
      await replaceAll(attempts, wholes.map((whole) => attemptDocument(whole)));
    },
  };
}

/** The events that do not stand on the tail. */
async function putOldEvents(
  collection: Collection<EventDocument>,
  whole: WholeAttempt,
): Promise<void> {
  const { attempt, events } = whole;
  const { tailFrom } = attemptDocument(whole);
  await collection.deleteMany({ _id: { $gte: eventId(attempt, 0), $lt: eventId(attempt, LAST) } });
  const old = events.filter(({ seq }) => seq < tailFrom)
    .map((event) => ({ _id: eventId(attempt, event.seq), event }));
  for (let at = 0; at < old.length; at += BATCH) {
    await collection.insertMany(old.slice(at, at + BATCH));
  }
}

function fileHolding(db: Db): Holding {
  const store = new MongoFileStore(db);
  const files = db.collection<{ metadata: { key: string } }>("files.files");
  return {
    async *read(after) {
      const later = after ? { "metadata.key": { $gt: after } } : {};
      const found = files.find(later, { sort: { "metadata.key": 1 }, batchSize: FILES_BATCH });
      for await (const { metadata: { key } } of found) {
        const [file, bytes] = [await store.find(refOf(key)), await store.read(refOf(key))];
        if (file !== null && bytes !== null) yield { key, value: { file, bytes } };
      }
    },
    async write(things) {
      for (const { value } of things) {
        const { file, bytes } = value as WholeFile;
        await store.remove(file);
        await store.put(file, bytes);
      }
    },
  };
}

function sessionHolding(db: Db): Holding {
  const store = new MongoSessionStore(db);
  const sessions = db.collection<{ _id: string; session: unknown }>("sessions");
  return {
    async *read(after) {
      for await (const { _id, session } of inOrder(sessions, after)) {
        yield { key: _id, value: SessionSchema.parse(session) };
      }
    },
    async write(things) {
      for (const { value } of things) await store.put(value as Session);
    },
  };
}

function keysHolding(db: Db): Holding & { clear(): Promise<void> } {
  const facts = new MongoFacts(db);
  const key = "receipt_keys";
  return {
    async *read(after) {
      const value = await facts.get(key);
      if (value !== null && after !== key) yield { key, value };
    },
    async write(things) {
      for (const { value } of things) await facts.set(key, value);
    },
    clear: () => facts.set(key, null),
  };
}

function inOrder<T extends { _id: string }>(
  collection: Collection<T>,
  after: string | null | undefined,
  batchSize = BATCH,
): AsyncIterable<T> {
  const later = (after ? { _id: { $gt: after } } : {}) as Filter<T>;
  return collection.find(later, { sort: { _id: 1 }, batchSize }) as FindCursor<T>;
}

async function replaceAll<T extends { _id: string }>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<void> {
  const writes = documents.map((it) => ({
    replaceOne: { filter: { _id: it._id } as Filter<T>, replacement: it, upsert: true },
  }));
  if (writes.length > 0) await collection.bulkWrite(writes, { ordered: true });
}
