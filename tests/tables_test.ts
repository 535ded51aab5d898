import assert from "node:assert/strict";
import { KvTable } from "../db/kv/table.ts";
import { BOOKS, type BookTable, testTable } from "./table_contract.ts";

testTable("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvTable(kv, BOOKS) as BookTable);
});

Deno.test("KV table leaves no part, entry or claim of a removed row", async () => {
  using kv = await Deno.openKv(":memory:");
  const table = new KvTable(kv, BOOKS) as BookTable;
  const row = {
    id: "b1",
    schoolId: "s1",
    title: "T",
    isbn: "1",
    tags: ["a"],
    year: 1,
    text: "x".repeat(200_000),
  };
  await table.insert(row);
  await table.update(row, (it) => ({ ...it, text: "y".repeat(100_000), tags: ["b"] }));
  await table.remove(row);
  let left = 0;
  for await (const _ of kv.list({ prefix: [] })) left++;
  assert.equal(left, 0);
});
