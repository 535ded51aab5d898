import assert from "node:assert/strict";
import { z } from "zod";
import { keysOf, type Row, type TableSpec } from "./store.ts";

Deno.test("keysOf() gives several keys only where the index says `many`", () => {
  const schema = z.strictObject({ id: z.string(), schoolId: z.string() });
  const keys = (row: Row) => [[row.id, 1], [row.id, 2]];
  const indexes = { one: { keys }, some: { keys, many: true as const } };
  const spec: TableSpec<Row> = { name: "things", schema, unique: {}, indexes };
  const row = { id: "t1", schoolId: "s1" };
  assert.deepEqual(keysOf(spec, "some", row), [["t1", 1], ["t1", 2]]);
  assert.throws(() => keysOf(spec, "one", row), /Cannot list things by one/);
});
