import assert from "node:assert/strict";
import { importKeys, newKeys, secretOf } from "../attempts/receipts.ts";
import { inQueueOrder } from "./answer_order.ts";

const rows = Array.from({ length: 40 }, (_, n) => ({ id: `at${n}` }));
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const [ONE, TWO] = [new Uint8Array([1]), new Uint8Array([2])];

Deno.test("inQueueOrder() is stable, keeps everyone, and differs from queue to queue", () => {
  const first = idsOf(inQueueOrder(rows, ONE));
  assert.deepEqual(idsOf(inQueueOrder([...rows].reverse(), ONE)), first);
  assert.deepEqual([...first].sort(), idsOf(rows).sort());
  assert.notDeepEqual(first, idsOf(rows));
  assert.notDeepEqual(idsOf(inQueueOrder(rows, TWO)), first);
});

Deno.test("inQueueOrder() keeps the order of the others when one more comes", () => {
  const before = idsOf(inQueueOrder(rows, ONE));
  const after = idsOf(inQueueOrder([...rows, { id: "new" }], ONE));
  assert.deepEqual(after.filter((id) => id !== "new"), before);
});

Deno.test("secretOf() is the same whenever it is asked, and another for another purpose or installation", async () => {
  const stored = await newKeys();
  const keysOf = (it: typeof stored) => ({ load: () => importKeys(it) });
  const secret = await secretOf(keysOf(stored), "queue/s1/as1/se");
  assert.equal(secret.length, 32);
  assert.deepEqual(await secretOf(keysOf(stored), "queue/s1/as1/se"), secret);
  assert.notDeepEqual(await secretOf(keysOf(stored), "queue/s1/as1/sn"), secret);
  assert.notDeepEqual(await secretOf(keysOf(await newKeys()), "queue/s1/as1/se"), secret);
});
