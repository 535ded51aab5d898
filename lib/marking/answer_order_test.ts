import assert from "node:assert/strict";
import { inQueueOrder } from "./answer_order.ts";

const rows = Array.from({ length: 40 }, (_, n) => ({ id: `at${n}` }));
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);

Deno.test("inQueueOrder() is stable, keeps everyone, and differs from slot to slot", () => {
  const first = idsOf(inQueueOrder(rows, "slot1", "seed"));
  assert.deepEqual(idsOf(inQueueOrder([...rows].reverse(), "slot1", "seed")), first);
  assert.deepEqual([...first].sort(), idsOf(rows).sort());
  assert.notDeepEqual(first, idsOf(rows));
  assert.notDeepEqual(idsOf(inQueueOrder(rows, "slot2", "seed")), first);
});

Deno.test("inQueueOrder() keeps the order of the others when one more comes", () => {
  const before = idsOf(inQueueOrder(rows, "slot1", "seed"));
  const after = idsOf(inQueueOrder([...rows, { id: "new" }], "slot1", "seed"));
  assert.deepEqual(after.filter((id) => id !== "new"), before);
});
