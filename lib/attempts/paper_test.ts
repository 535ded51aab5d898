import assert from "node:assert/strict";
import { shuffled } from "./paper.ts";

Deno.test("shuffled() keeps every item, gives the same for a seed, and is even", () => {
  const items = ["a", "b", "c", "d"];
  assert.deepEqual(shuffled(items, "seed"), shuffled(items, "seed"));
  assert.deepEqual(items, ["a", "b", "c", "d"]);
  const firsts = new Map<string, number>();
  for (let i = 0; i < 4_000; i++) {
    const order = shuffled(items, `seed${i}`);
    assert.deepEqual(order.toSorted(), items);
    firsts.set(order[0]!, (firsts.get(order[0]!) ?? 0) + 1);
  }
  assert.equal(firsts.size, 4);
  for (const count of firsts.values()) assert.ok(count > 850 && count < 1_150, `${count}`);
  assert.deepEqual(shuffled([], "seed"), []);
});
