import assert from "node:assert/strict";
import { KvTable } from "../../db/kv/table.ts";
import { tableLayout } from "../../db/mongo/layout.ts";
import { MongoTable } from "../../db/mongo/table.ts";
import type { Row, TableSpec } from "../../lib/store/store.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";
import { BOOKS, type BookTable, testTable } from "./table_contract.ts";

testTable("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvTable(kv, BOOKS) as BookTable);
});

const layouts = [tableLayout(BOOKS as unknown as TableSpec<Row>)];
testTable(
  "MongoDB",
  (use) => withMongo(layouts, (db) => use(new MongoTable(db, BOOKS) as BookTable)),
  onMongo,
);

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

Deno.test("KV table makes digests of another version from their rows", async () => {
  using kv = await Deno.openKv(":memory:");
  const row = { id: "b1", schoolId: "s1", isbn: null, title: "T", tags: ["a"], year: 1, text: "" };
  const { digest, ...without } = BOOKS;
  await new KvTable(kv, without as typeof BOOKS).insert(row);
  const version = digest!.version + 1;
  const table = new KvTable(kv, { ...BOOKS, digest: { ...digest!, version } });
  assert.deepEqual(await table.digests("byTag", "s1", ["a"]), [{ id: "b1", title: "T" }]);
});
