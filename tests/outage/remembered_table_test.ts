import assert from "node:assert/strict";
import { tablesOn } from "../../db/kv/open.ts";
import { guarded } from "../../lib/store/outage/guarded.ts";
import { Memory } from "../../lib/store/outage/memory.ts";
import { RememberedTable } from "../../lib/store/outage/remembered_table.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type { Table } from "../../lib/store/store.ts";
import { takingWorld } from "../worlds/taking_world.ts";
import { breakable } from "./breakable.ts";

Deno.test("findMany() of rows some of which never were is remembered too", async () => {
  using kv = await Deno.openKv(":memory:");
  const tables = tablesOn(kv);
  await takingWorld(tables, 1_000);
  const server = await breakable();
  const people = server.breaking<Table<Person>>(tables.people);
  const table = new RememberedTable(guarded(people, server.guard), new Memory(Date.now));
  const ids = ["student0", "nobody", "teacher"];
  const before = await table.findMany("s1", ids);
  assert.deepEqual(before.map(({ id }) => id), ["student0", "teacher"]);
  await server.setMood("refuses");
  assert.deepEqual(await table.findMany("s1", ids), before);
  assert.equal(await table.find({ schoolId: "s1", id: "nobody" }), null);
  await assert.rejects(table.findMany("s1", ["student1"]), { reason: "outage" });
});
