import assert from "node:assert/strict";
import { drawSecurely, shuffled } from "./draws.ts";

Deno.test("shuffled() keeps every item, follows its draws alone, and is even", () => {
  const items = ["a", "b", "c", "d"];
  assert.deepEqual(shuffled(items, () => 0), ["b", "c", "d", "a"]);
  assert.deepEqual(shuffled(items, (below) => below - 1), items);
  assert.deepEqual(items, ["a", "b", "c", "d"]);
  const firsts = new Map<string, number>();
  for (let i = 0; i < 4_000; i++) {
    const order = shuffled(items, drawSecurely);
    assert.deepEqual(order.toSorted(), items);
    firsts.set(order[0]!, (firsts.get(order[0]!) ?? 0) + 1);
  }
  assert.equal(firsts.size, 4);
  // 1,000 each; a fair draw leaves this range once in 10^12 runs.
  for (const count of firsts.values()) assert.ok(count > 800 && count < 1_200, `${count}`);
  assert.deepEqual(shuffled([], drawSecurely), []);
});

Deno.test("drawSecurely() gives each number below its border, and refuses what is no border", () => {
  const seen = new Set(Array.from({ length: 500 }, () => drawSecurely(3)));
  assert.deepEqual([...seen].sort(), [0, 1, 2]);
  assert.equal(drawSecurely(1), 0);
  assert.ok(drawSecurely(2 ** 32) < 2 ** 32);
  for (const border of [0, -1, 1.5, NaN, 2 ** 32 + 1]) {
    assert.throws(() => drawSecurely(border), RangeError, `${border}`);
  }
});
