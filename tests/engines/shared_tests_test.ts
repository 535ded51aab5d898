import assert from "node:assert/strict";
import { migrate as migrateKv, MIGRATIONS as KV_STEPS } from "../../db/kv/migrations.ts";
import { KvTable } from "../../db/kv/table.ts";
import { MongoFacts } from "../../db/mongo/facts.ts";
import { migrate as migrateMongo, MIGRATIONS as MONGO_STEPS } from "../../db/mongo/migrations.ts";
import { LAYOUTS } from "../../db/mongo/stores.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import { type Exam, ExamSchema } from "../../lib/model/exams/exam_schema.ts";
import type { Table, TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { T0 } from "../worlds/test_app.ts";

/** The table as version 9 had it. */
const { shared: _, ...indexes } = TABLES.exams.indexes;
const OLD: TableSpec<Exam> = { ...TABLES.exams, indexes };

/** Without the steps of later versions. */
function upTo10<M extends { version: number }>(steps: readonly M[]): M[] {
  return steps.filter(({ version }) => version <= 10);
}

function anExam(id: string, editorIds: string[]): Exam {
  return ExamSchema.parse({
    id,
    schoolId: "s",
    createdAt: T0,
    updatedAt: T0,
    title: `Test ${id}`,
    description: "",
    subjectId: null,
    ownerId: "owner",
    editorIds,
    state: "draft",
    draft: {
      instructions: "",
      sections: [{ id: "sec", title: "", intro: "", shuffle: false, slots: [] }],
    },
    draftRev: 0,
    publishedVersion: null,
    publishedRev: null,
  });
}

async function fill(table: Table<Exam>): Promise<void> {
  await table.insert(anExam("own", []));
  await table.insert(anExam("shared", ["one", "other"]));
}

async function isListed(table: Table<Exam>): Promise<void> {
  for (const who of ["owner", "one", "other"]) {
    const { items } = await table.list("shared", "s", [who]);
    assert.deepEqual(items.map(({ id }) => id), ["shared"], who);
  }
}

Deno.test("KV: shared tests of before are listed by all who write them", async () => {
  using kv = await Deno.openKv(":memory:");
  await fill(new KvTable(kv, OLD));
  await kv.set(["meta", "schema"], 9);
  assert.deepEqual(await migrateKv(kv, upTo10(KV_STEPS)), [10]);
  await isListed(new KvTable(kv, TABLES.exams));
});

Deno.test(
  "MongoDB: shared tests of before are listed by all who write them",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      await fill(new MongoTable(db, OLD));
      await new MongoFacts(db).set("schema", 9);
      assert.deepEqual(await migrateMongo(db, upTo10(MONGO_STEPS)), [10]);
      await isListed(new MongoTable(db, TABLES.exams));
    }),
);
