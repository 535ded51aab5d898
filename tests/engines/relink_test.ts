import assert from "node:assert/strict";
import { migrate as migrateKv } from "../../db/kv/migrations.ts";
import { relinkNames as relinkKv } from "../../db/kv/relink.ts";
import { KvTable } from "../../db/kv/table.ts";
import { migrate as migrateMongo } from "../../db/mongo/migrations.ts";
import { relinkNames as relinkMongo } from "../../db/mongo/relink.ts";
import { LAYOUTS } from "../../db/mongo/stores.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { Person, Subject } from "../../lib/model/people/people_schema.ts";
import type { Table, TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { aPerson } from "../worlds/people_world.ts";

/** What rows were listed and kept apart by before joiners were passed over. */
const OLD_SUBJECTS = {
  ...TABLES.subjects,
  unique: { name: { values: (it: Subject) => [it.name.toLowerCase()] } },
  indexes: { all: { keys: (it: Subject) => [[it.name.toLowerCase()]] } },
};
const OLD_PEOPLE = {
  ...TABLES.people,
  indexes: {
    ...TABLES.people.indexes,
    byName: { keys: (it: Person) => [[it.name.toLowerCase()]] },
    byWord: { many: true, keys: (it: Person) => [["", it.name.toLowerCase(), it.name]] },
  },
};

const ZWNJ = "\u200c";

interface Engine {
  // deno-lint-ignore no-explicit-any -- tables of several rows
  table: (spec: any) => Table<any>;
  migrate: () => Promise<unknown>;
  again: () => Promise<void>;
}

async function storedBefore({ table, migrate, again }: Engine): Promise<void> {
  const row = (id: string, name: string) => ({ id, schoolId: "s", createdAt: 1, name });
  const before = table(OLD_SUBJECTS as unknown as TableSpec<Subject>);
  await before.insert(row("a", "Farsi"));
  await before.insert(row("b", `Far${ZWNJ}si`));
  await before.insert(row("c", `می${ZWNJ}خواهم`));
  const kept = aPerson({ id: "p1", role: "student", name: `Na${ZWNJ}ved Rao`, schoolId: "s" });
  await table(OLD_PEOPLE as unknown as TableSpec<Person>).insert(kept);
  await migrate();
  await again();

  const subjects = table(TABLES.subjects);
  const { items } = await subjects.list("all", "s", []);
  assert.deepEqual(items.map(({ id, name }) => [id, name]), [
    ["a", "Farsi"],
    ["b", `Far${ZWNJ}si (2)`],
    ["c", `می${ZWNJ}خواهم`],
  ]);
  assert.equal((await subjects.findBy("name", "s", "farsi"))?.id, "a");
  assert.equal((await subjects.findBy("name", "s", "میخواهم"))?.id, "c");
  await assert.rejects(subjects.insert(row("d", "میخواهم")), { code: "conflict" });
  // Nothing of the old keys is left to be found by, or in the way.
  await subjects.update({ schoolId: "s", id: "c" }, (it) => ({ ...it, name: "Persian" }));
  await subjects.insert(row("e", `می${ZWNJ}خواهم`));
  const people = table(TABLES.people);
  const found = await people.list("byWord", "s", ["", "nave"]);
  assert.deepEqual(found.items.map(({ id }) => id), ["p1"]);
  await people.remove({ schoolId: "s", id: "p1" });
  assert.deepEqual((await people.list("byWord", "s", [""])).items, []);
  assert.deepEqual((await people.list("byName", "s", [])).items, []);
}

Deno.test("names stored before joiners were passed over: KV", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["meta", "schema"], 1);
  await storedBefore({
    table: (spec) => new KvTable(kv, spec),
    migrate: () => migrateKv(kv),
    again: () => relinkKv(kv),
  });
});

Deno.test(
  "names stored before joiners were passed over: MongoDB",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      await db.collection<{ _id: string; value: number }>("meta").insertOne({
        _id: "schema",
        value: 1,
      });
      await storedBefore({
        table: (spec) => new MongoTable(db, spec),
        migrate: () => migrateMongo(db),
        again: () => relinkMongo(db),
      });
    }),
);
