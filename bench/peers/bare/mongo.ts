/** Bare Hono and the driver on the product's own collections: PORT, MONGODB_URL and MONGODB_DB say where. */
import { type Collection, type Document, MongoClient } from "mongodb";
import { afterKey, encodeKey } from "../../../db/mongo/keys.ts";
import { sessionId } from "../../../lib/access/sessions.ts";
import { SCHOOL } from "../../school.ts";
import { bareApp, type BareStore } from "./app.ts";

interface Named extends Document {
  _id: string;
}

/** Saves go to copies, because the product goes on counting in the attempts themselves. */
const COPIES = "bench_attempts";

function bareMongo(client: MongoClient, name: string): BareStore {
  const collection = (it: string) => client.db(name).collection<Named>(it);
  const [sessions, people] = [collection("sessions"), collection("people")];
  const [schools, notices] = [collection("schools"), collection("notices")];
  const copies = collection(COPIES);
  const rowOf = async (rows: Collection<Named>, id: string) =>
    (await rows.findOne({ _id: `${SCHOOL}/${id}` }, { projection: { row: 1, v: 1 } }))?.["row"];
  return {
    async signedIn(id) {
      const found = await sessions.findOne({ _id: id });
      if (found === null) return null;
      const person = await rowOf(people, found["session"].personId);
      await rowOf(schools, SCHOOL);
      return person;
    },
    async frame(personId) {
      const from = encodeKey([SCHOOL, personId]);
      const unread = { "i.unread": { $gte: from, $lt: afterKey(from) } };
      return await Promise.all([
        rowOf(schools, SCHOOL),
        notices.countDocuments(unread, { limit: 99 }),
      ]);
    },
    async people(limit) {
      const from = encodeKey([SCHOOL]);
      const found = await people.find({ "i.byName": { $gte: from, $lt: afterKey(from) } }, {
        projection: { row: 1, v: 1, "i.byName": 1 },
        sort: { "i.byName": 1 },
        limit,
        batchSize: limit,
      }).toArray();
      return found.map((it) => it["row"]);
    },
    async save(attemptId, { n, slotId, response }) {
      const _id = `${SCHOOL}/${attemptId}`;
      for (;;) {
        const projection = { v: 1, row: 1, tailFrom: 1, [`answers.${slotId}`]: 1 };
        const { v, row } = (await copies.findOne({ _id }, { projection }))!;
        const at = Date.now();
        const seq = row.seq + 1;
        const writers = { barewriter: { n, label: "", at } };
        const actor = { kind: "student", id: row.studentId };
        const data = { type: "answered", slotId, response };
        const event = { seq, at, actor, writerId: "barewriter", n, late: false, data };
        const answer = {
          slotId,
          response,
          seq,
          writerId: "barewriter",
          savedAt: at,
          edits: 0,
          parked: [],
        };
        const { matchedCount } = await copies.updateOne({ _id, v }, {
          $set: {
            v: crypto.randomUUID(),
            row: { ...row, seq, writers, lastSeenAt: at, lastSavedAt: at },
            [`answers.${slotId}`]: answer,
          },
          // As long as the product's tail is on average.
          $push: { tail: { $each: [event], $slice: -16 } },
        } as Document);
        if (matchedCount === 1) return;
      }
    },
  };
}

async function copyAttempts(client: MongoClient, name: string): Promise<void> {
  const from = client.db(name).collection<Named>("attempts");
  const to = client.db(name).collection<Named>(COPIES);
  for await (const attempt of from.find()) {
    await to.replaceOne({ _id: attempt._id }, attempt, { upsert: true });
  }
}

if (import.meta.main) {
  const { MONGODB_URL = "", MONGODB_DB = "", PORT } = Deno.env.toObject();
  const client = new MongoClient(MONGODB_URL, {
    maxPoolSize: 20,
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
  });
  await copyAttempts(client, MONGODB_DB);
  const app = bareApp(bareMongo(client, MONGODB_DB), sessionId);
  Deno.serve({ port: Number(PORT), onListen: () => {} }, app.fetch);
}
