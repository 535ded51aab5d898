import assert from "node:assert/strict";
import { kvStores } from "../../db/kv/stores.ts";
import { migrate as migrateKv, MIGRATIONS as KV_STEPS } from "../../db/kv/migrations.ts";
import { KvTable } from "../../db/kv/table.ts";
import { MongoFacts } from "../../db/mongo/facts.ts";
import { migrate as migrateMongo, MIGRATIONS as MONGO_STEPS } from "../../db/mongo/migrations.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { findPeople } from "../../lib/people/find_people.ts";
import { listAll, type Row, type Table, type TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { aPerson } from "../worlds/people_world.ts";
import { T0 } from "../worlds/test_app.ts";

/** Declarations of tables as version 7 had them, as far as names are concerned. */
const sortName = (name: string) => name.toLowerCase();
const words = (name: string) => [
  ...new Set(
    name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().split(/[\s,.'-]+/),
  ),
];
const OLD_PEOPLE = {
  ...TABLES.people,
  indexes: {
    byRole: { keys: (it: Person) => [[it.role, sortName(it.name)]] },
    byName: { keys: (it: Person) => [[sortName(it.name)]] },
    pending: { keys: (it: Person) => it.status === "pending" ? [[sortName(it.name)]] : [] },
    byWord: {
      many: true,
      keys: (it: Person) =>
        words(it.name).flatMap((word) =>
          ["", it.role].map((role) => [role, word, sortName(it.name)])
        ),
    },
  },
} as unknown as TableSpec<Row>;
const all = { keys: (it: { name: string }) => [[sortName(it.name)]] };
const OLD_SUBJECTS = {
  ...TABLES.subjects,
  indexes: { all },
} as unknown as TableSpec<Row>;
const OLD_CLASSES = {
  ...TABLES.classes,
  indexes: { ...TABLES.classes.indexes, all },
} as unknown as TableSpec<Row>;

/** Without the steps of later versions. */
function upTo8<M extends { version: number }>(steps: readonly M[]): M[] {
  return steps.filter(({ version }) => version <= 8);
}

/** Crosses the borders of batches on both engines. */
const MANY = 640;
const FEW = ["Élodie Petit", "Łukasz Wójcik", "Eva D'Souza", "Zoya Khan"];
const WITH_JOINER = "Na\u200cved Rao";

async function fill(old: (spec: TableSpec<Row>) => Table<Row>): Promise<void> {
  const people = old(OLD_PEOPLE);
  const names = [...FEW, WITH_JOINER, ...Array.from({ length: MANY }, (_, i) => `Pupil ${i}`)];
  const rows = names.map((name, i) => {
    const status = i % 2 ? "active" : "pending";
    return aPerson({ id: `p${i}`, name, role: "student", schoolId: "s", status });
  });
  await Promise.all(rows.map((it) => people.insert(it)));
  const row = (id: string, name: string) => ({ id, name, schoolId: "s", createdAt: T0 });
  for (const [id, name] of [["z", "Zoology"], ["e", "Économie"]]) {
    await old(OLD_SUBJECTS).insert(row(id!, name!));
  }
  for (const name of ["Class 10", "Class 9"]) {
    const about = { yearId: "y", grade: "", section: "", classTeacherId: "t" };
    await old(OLD_CLASSES).insert({ ...row(name.slice(-1), name), ...about } as Row);
  }
}

async function isWhole({ tables }: Stores): Promise<void> {
  const names = async (index: "byName" | "pending") =>
    (await listAll(tables.people, index, "s", [])).map(({ name }) => name);
  const pupils = Array.from({ length: MANY }, (_, i) => `Pupil ${i}`);
  const listed = ["Élodie Petit", "Eva D'Souza", "Łukasz Wójcik", WITH_JOINER, ...pupils];
  assert.deepEqual(await names("byName"), [...listed, "Zoya Khan"]);
  assert.equal((await names("pending")).length, MANY / 2 + 3);
  assert.equal(await tables.people.count("byRole", "s", ["student"]), MANY + FEW.length + 1);
  for (const [q, name] of [["lukasz", FEW[1]], ["dsouza", FEW[2]], ["naved", WITH_JOINER]]) {
    const search = { schoolId: "s", words: [q!], role: undefined, after: undefined, limit: 5 };
    const found = await findPeople({ tables, now: () => T0 }, search);
    assert.deepEqual(found.items.map((it) => it.name), [name], q);
  }
  const subjects = await tables.subjects.list("all", "s", []);
  assert.deepEqual(subjects.items.map(({ name }) => name), ["Économie", "Zoology"]);
  const classes = await tables.classes.list("all", "s", []);
  assert.deepEqual(classes.items.map(({ name }) => name), ["Class 9", "Class 10"]);
  assert.equal(await tables.classes.count("byClassTeacher", "s", ["t"]), 2);
}

Deno.test("KV: names of before are listed and found, also after a migration that was cut off", async () => {
  using kv = await Deno.openKv(":memory:");
  await fill((spec) => new KvTable(kv, spec));
  await kv.set(["meta", "schema"], 7);
  await upTo8(KV_STEPS).at(-1)!.run(kv);
  // Cut off half way, it begins anew: some rows are as they were.
  const back = new KvTable(kv, OLD_PEOPLE);
  const fresh = new KvTable(kv, TABLES.people as unknown as TableSpec<Row>);
  for (const id of ["p0", "p1", "p2", "p300", `p${MANY}`]) {
    const row = (await fresh.find({ schoolId: "s", id }))!;
    await fresh.remove(row);
    await back.insert(row);
  }
  assert.deepEqual(await migrateKv(kv, upTo8(KV_STEPS)), [8]);
  await isWhole(kvStores(kv));
  assert.deepEqual(await migrateKv(kv, upTo8(KV_STEPS)), []);
  // Nothing is left that leads to a row by a key of before.
  const right = new Set<string>();
  for (const spec of [TABLES.people, TABLES.subjects, TABLES.classes]) {
    const table = new KvTable(kv, spec as unknown as TableSpec<Row>);
    for await (const { value } of kv.list<{ row: Row }>({ prefix: ["r", spec.name] })) {
      for (const { text } of table.links(value.row)) right.add(text);
    }
  }
  let entries = 0;
  for (const kind of ["i", "u"]) {
    for await (const { key } of kv.list({ prefix: [kind] })) {
      assert.ok(right.has(JSON.stringify(key)), JSON.stringify(key));
      entries++;
    }
  }
  assert.equal(entries, right.size);
});

Deno.test(
  "MongoDB: names of before are listed and found, also after a migration that was cut off",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      await fill((spec) => new MongoTable(db, spec));
      await new MongoFacts(db).set("schema", 7);
      const people = db.collection<{ _id: string; i: unknown; v: string }>("people");
      const before = await people.find({ _id: { $in: ["s/p0", "s/p1", "s/p600"] } }).toArray();
      await upTo8(MONGO_STEPS).at(-1)!.run(db);
      for (const { _id, i } of before) await people.updateOne({ _id }, { $set: { i } });
      assert.deepEqual(await migrateMongo(db, upTo8(MONGO_STEPS)), [8]);
      await isWhole(mongoStores(db));
      for (const { _id, i, v } of before) {
        const now = await people.findOne({ _id });
        assert.notDeepEqual(now?.i, i);
        assert.equal(now?.v, v, "a change that was being made goes on");
      }
      assert.deepEqual(await migrateMongo(db, upTo8(MONGO_STEPS)), []);
    }),
);
