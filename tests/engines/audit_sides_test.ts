import assert from "node:assert/strict";
import { migrate as migrateKv, MIGRATIONS as KV_STEPS } from "../../db/kv/migrations.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { KvTable } from "../../db/kv/table.ts";
import { MongoFacts } from "../../db/mongo/facts.ts";
import { migrate as migrateMongo, MIGRATIONS as MONGO_STEPS } from "../../db/mongo/migrations.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import { bareAttempt } from "../../lib/attempts/projection.ts";
import type { Audit } from "../../lib/model/people/people_schema.ts";
import type { AuditSide } from "../../lib/access/audit_sides.ts";
import type { Row, Table, TableSpec } from "../../lib/store/store.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { anAssignment, SCHOOL } from "../worlds/marking_builders.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { T0 } from "../worlds/test_app.ts";

/** As version 9 declared it. */
const { bySide: _, ...OLD_INDEXES } = TABLES.audits.indexes;
const OLD_AUDITS = { ...TABLES.audits, indexes: OLD_INDEXES } as unknown as TableSpec<Row>;

const TEST = "0193f0c0-0000-7000-8000-000000000001";
const NAMED = "0193f0c0-0000-7000-8000-000000000002";
const ATTEMPT = "0193f0c0-0000-7000-8000-000000000003";

function aLine(id: string, action: string, more: Partial<Audit>): Audit {
  const line = { id, schoolId: SCHOOL, createdAt: T0, actorId: "t1", action };
  return { ...line, targetId: "x", ...more };
}

/** Of before there were details, and of before these named the class. */
const LINES: readonly Audit[] = [
  aLine("assigned", "assignment.create", { targetId: TEST, summary: "Light" }),
  aLine("paused", "room.pause", { targetId: TEST, summary: "Paused for everyone" }),
  aLine("excepted", "assignment.exception", {
    targetId: `${TEST}-0193f0c0-0000-7000-8000-00000000000b`.slice(0, 64),
    summary: "Ann: ill",
  }),
  aLine("viewed", "attempt.view", { targetId: ATTEMPT, summary: "Opened a student's answers" }),
  aLine("class", "class.changed", { targetId: "c1", summary: "Changed the class 10 A" }),
  aLine("person", "person.added", { targetId: "st1", summary: "Added Ann: student" }),
  aLine("refused", "sign_in.refused", {
    targetId: "unknown",
    actorId: null,
    summary: "Unknown name",
  }),
  aLine("released", "assignment.release", { details: { assignmentId: TEST, releaseNo: 1 } }),
  aLine("named", "assignment.times", { details: { assignmentId: NAMED } }),
  aLine("gone", "assignment.times", { details: { assignmentId: "gone" } }),
  // Crosses the borders of batches on both engines.
  ...Array.from(
    { length: 620 },
    (_, i) => aLine(`in-${i}`, "sign_in", { actorId: "st1", details: { personId: "st1" } }),
  ),
];

const FOUND: readonly [side: AuditSide, ids: string[]][] = [
  [["test", TEST], ["assigned", "excepted", "paused", "released", "viewed"]],
  [["class", "c1"], ["assigned", "class", "excepted", "paused", "released", "viewed"]],
  [["test", NAMED], ["named"]],
  [["test", "gone"], ["gone"]],
  [["group", "room"], ["paused"]],
  [["actor", "st1"], LINES.filter(({ actorId }) => actorId === "st1").map(({ id }) => id).sort()],
];

async function fill({ tables, attempts }: Stores, audits: Table<Row>): Promise<void> {
  await tables.assignments.insert(anAssignment({ id: TEST }));
  const audience = { kind: "people" as const, studentIds: ["st1"] };
  await tables.assignments.insert(anAssignment({ id: NAMED, audience }));
  const made = { id: ATTEMPT, schoolId: SCHOOL, createdAt: T0, assignmentId: TEST };
  const attempt = bareAttempt({
    ...made,
    ...{ examId: "e1", examVersion: 1, studentId: "st1", number: 1 },
  });
  await attempts.create(attempt, { slots: [] }, {
    ...{ at: T0, actor: { kind: "student", id: "st1" }, writerId: null, n: null, late: false },
    data: { type: "started", number: 1 },
  });
  for (const line of LINES) await audits.insert(line);
}

async function isWhole({ tables: { audits } }: Stores): Promise<void> {
  for (const [side, ids] of FOUND) {
    const { items } = await audits.list("bySide", SCHOOL, side, { limit: 1_000 });
    assert.deepEqual(items.map(({ id }) => id).sort(), ids, side.join(" "));
  }
  const people = await audits.list("bySide", SCHOOL, ["person", "st1"], { limit: 1_000 });
  assert.equal(people.items.length, 621);
  for (const line of LINES) {
    const { details, ...now } = (await audits.find(line))!;
    const { details: had, ...was } = line;
    assert.deepEqual(now, was, "its own words stay");
    for (const [key, value] of Object.entries(had ?? {})) assert.equal(details?.[key], value);
  }
}

function upTo13<M extends { version: number }>(steps: readonly M[]): M[] {
  return steps.filter(({ version }) => version <= 13);
}

Deno.test("KV: entries of before are found by what they are about, also after a migration that was cut off", async () => {
  using kv = await Deno.openKv(":memory:");
  const stores = kvStores(kv);
  await fill(stores, new KvTable(kv, OLD_AUDITS));
  await kv.set(["meta", "schema"], 12);
  await upTo13(KV_STEPS).at(-1)!.run(kv);
  // Cut off half way, it begins anew: some entries are as they were.
  const [first, ...others] = LINES;
  const fresh = new KvTable(kv, TABLES.audits as unknown as TableSpec<Row>);
  for (const line of [first!, others.at(-1)!]) {
    await fresh.remove(line);
    await new KvTable(kv, OLD_AUDITS).insert(line);
  }
  assert.deepEqual(await migrateKv(kv, upTo13(KV_STEPS)), [13]);
  await isWhole(kvStores(kv));
  assert.deepEqual(await migrateKv(kv, upTo13(KV_STEPS)), []);
});

Deno.test(
  "MongoDB: entries of before are found by what they are about, also after a migration that was cut off",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      const stores = mongoStores(db);
      const old = new MongoTable(db, OLD_AUDITS);
      await fill(stores, old);
      await new MongoFacts(db).set("schema", 12);
      await upTo13(MONGO_STEPS).at(-1)!.run(db);
      for (const line of LINES.slice(0, 3)) {
        await stores.tables.audits.remove(line);
        await old.insert(line);
      }
      assert.deepEqual(await migrateMongo(db, upTo13(MONGO_STEPS)), [13]);
      await isWhole(stores);
      assert.deepEqual(await migrateMongo(db, upTo13(MONGO_STEPS)), []);
    }),
);
