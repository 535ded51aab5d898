import assert from "node:assert/strict";
import { encodeKey } from "../../db/mongo/keys.ts";
import { migrate as migrateKv, MIGRATIONS as KV_STEPS } from "../../db/kv/migrations.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { MongoFacts } from "../../db/mongo/facts.ts";
import { migrate as migrateMongo, MIGRATIONS as MONGO_STEPS } from "../../db/mongo/migrations.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Audit, Session } from "../../lib/model/people/people_schema.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { aSchool } from "../worlds/people_world.ts";
import { aSession } from "../contracts/session_store_contract.ts";

const ANN = { schoolId: "s1", id: "ann" };
const SESSIONS: Session[] = [
  aSession(),
  aSession({ id: "b".repeat(64), schoolId: "s2" }),
];

function aLine(n: number, schoolId: string): Audit {
  return {
    ...{ id: `line-${n}`, schoolId, createdAt: 1_000 + n, actorId: null },
    ...{ action: "sign_in", targetId: "ann", summary: "Ann signed in" },
  };
}
const LINES = Array.from({ length: 450 }, (_, n) => aLine(n, `s${n % 2 + 1}`));

async function fill({ tables, sessions }: Stores): Promise<void> {
  for (const id of ["s1", "s2"]) await tables.schools.insert(aSchool({ id, schoolId: id }));
  for (const line of LINES) await tables.audits.insert(line);
  for (const session of SESSIONS) await sessions.put(session);
}

async function isWhole({ tables, sessions }: Stores): Promise<void> {
  for (const session of SESSIONS) {
    assert.deepEqual(await sessions.find(session.id), session, "a session of before goes on");
    const { schoolId } = session;
    assert.deepEqual(await sessions.ofPerson({ ...ANN, schoolId }), [session]);
  }
  await sessions.remove(SESSIONS[0]!.id);
  assert.deepEqual(await sessions.ofPerson(ANN), []);
  assert.equal(await tables.audits.count("installation", "", []), LINES.length);
  const { items } = await tables.audits.list("installation", "", [], { limit: 1_000 });
  assert.deepEqual(items.map(({ id }) => id), LINES.map(({ id }) => id));
  const schools = await tables.schools.list("all", "", []);
  assert.deepEqual(schools.items.map(({ id }) => id), ["s1", "s2"]);
  await tables.schools.update({ schoolId: "s1", id: "s1" }, (it) => ({ ...it, name: "Z" }));
  const moved = await tables.schools.list("all", "", []);
  assert.deepEqual(moved.items.map(({ id }) => id), ["s2", "s1"], "no entry of before is left");
}

/** The keys as version 1 wrote them. */
async function asBeforeOnKv(kv: Deno.Kv): Promise<void> {
  for (const prefix of [["i", "schools", "*", "all"], ["i", "audits", "*", "installation"]]) {
    for await (const { key, value } of kv.list({ prefix })) {
      await kv.atomic().delete(key).set([...key.slice(0, -2), key.at(-1)!], value).commit();
    }
  }
  for await (const { key, value } of kv.list({ prefix: ["session_of"] })) {
    await kv.atomic().delete(key).set(["session_of", key[2]!, key[3]!], value).commit();
  }
  await kv.set(["meta", "schema"], 1);
}

/** Without the steps of later versions. */
function upTo2<M extends { version: number }>(steps: readonly M[]): M[] {
  return steps.filter(({ version }) => version <= 2);
}

Deno.test("KV: keys of before get their school, also in a migration that was cut off", async () => {
  using kv = await Deno.openKv(":memory:");
  await fill(kvStores(kv));
  await asBeforeOnKv(kv);
  const [, step] = KV_STEPS;
  await step!.run(kv);
  // Cut off half way, it begins anew.
  const [first] = LINES;
  const { schoolId, id, createdAt } = first!;
  const key = ["i", "audits", "*", "installation", createdAt];
  await kv.atomic().delete([...key, schoolId, id]).set([...key, id], { schoolId, id }).commit();
  assert.deepEqual(await migrateKv(kv, upTo2(KV_STEPS)), [2]);
  for await (const { key } of kv.list({ prefix: ["session_of"] })) assert.equal(key.length, 4);
  await isWhole(kvStores(kv));
  assert.deepEqual(await migrateKv(kv, upTo2(KV_STEPS)), []);
});

Deno.test(
  "MongoDB: keys of before get their school, also in a migration that was cut off",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      const stores = mongoStores(db);
      await fill(stores);
      await new MongoFacts(db).set("schema", 1);
      const sessions = db.collection<{ _id: string; personId?: string }>("sessions");
      await sessions.dropIndex("person");
      await sessions.createIndex({ personId: 1 }, { name: "personId" });
      for (const { id, personId } of SESSIONS) {
        await sessions.updateOne({ _id: id }, { $set: { personId } });
      }
      const audits = db.collection<{ _id: string; row: Audit }>("audits");
      for (const { id, schoolId, createdAt } of LINES.slice(0, 20)) {
        const key = encodeKey(["*", createdAt, id]);
        await audits.updateOne({ _id: `${schoolId}/${id}` }, { $set: { "i.installation": key } });
      }
      for (let time = 0; time < 2; time++) {
        await prepare(db, LAYOUTS);
        await new MongoFacts(db).set("schema", 1);
        assert.deepEqual(await migrateMongo(db, upTo2(MONGO_STEPS)), [2]);
      }
      const names = (await sessions.indexes()).map(({ name }) => name);
      assert.deepEqual([names.includes("person"), names.includes("personId")], [true, false]);
      assert.equal(await sessions.countDocuments({ personId: { $exists: true } }), 0);
      const { schoolId, id, createdAt } = LINES[0]!;
      const key = encodeKey(["*", createdAt, schoolId, id]);
      assert.equal(await audits.countDocuments({ "i.installation": key }), 1);
      await isWhole(stores);
    }),
);
