import assert from "node:assert/strict";
import { DomainError } from "../../lib/model/process/errors.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { TABLES } from "../../lib/store/tables.ts";
import { KvTable } from "./table.ts";

const WORKERS = 12;
const ROUNDS = 40;
const ROLES = ["student", "teacher", "parent"] as const;

function aPerson(id: string): Person {
  return {
    id,
    schoolId: "s1",
    createdAt: 0,
    name: id,
    role: "student",
    status: "active",
    email: null,
    username: id,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
}

Deno.test("KvTable shows each writer what it wrote, however many write and read at once", async () => {
  using kv = await Deno.openKv(":memory:");
  // Two tables on one open file know of each other's changes.
  const [here, there] = [new KvTable(kv, TABLES.people), new KvTable(kv, TABLES.people)];
  await Promise.all(Array.from({ length: WORKERS }, async (_, w) => {
    const id = `p${w}`;
    const ref = { schoolId: "s1", id };
    for (let i = 0; i < ROUNDS; i++) {
      assert.equal(await here.find(ref), null);
      await there.insert(aPerson(id));
      assert.equal((await here.find(ref))?.rev, 0);
      const role = ROLES[i % ROLES.length]!;
      await here.update(ref, (row) => ({ ...row, role, rev: i + 1 }));
      assert.equal((await there.find(ref))?.rev, i + 1);
      const { items } = await there.list("byRole", "s1", [role]);
      assert.equal(items.find((it) => it.id === id)?.rev, i + 1);
      await there.remove(ref);
      const left = await here.list("byName", "s1", []);
      assert.ok(!left.items.some((it) => it.id === id));
    }
  }));
  assert.equal(await here.count("byName", "s1", []), 0);
});

Deno.test("KvTable.ensure() gives all who come at once the same row", async () => {
  using kv = await Deno.openKv(":memory:");
  const table = new KvTable(kv, TABLES.people);
  for (let i = 0; i < 50; i++) {
    const made = Array.from({ length: 20 }, (_, n) => ({ ...aPerson(`p${i}`), rev: n }));
    const rows = await Promise.all(made.map((it) => table.ensure(it)));
    assert.equal(new Set(rows.map(({ rev }) => rev)).size, 1);
    const error = await table.insert(made[0]!).catch((error) => error);
    assert.ok(error instanceof DomainError && error.code === "conflict");
  }
});
