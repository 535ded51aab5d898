import assert from "node:assert/strict";
import { labelled, trendFloor } from "./trend.ts";

function series(...fractions: number[]) {
  return [{ name: "", points: fractions.map((fraction) => ({ at: 0, label: "", fraction })) }];
}

Deno.test("trendFloor() lies under every value with some room", () => {
  assert.equal(trendFloor(series(0.675, 0.72)), 0.6);
  assert.equal(trendFloor(series(0.61)), 0.4);
  assert.equal(trendFloor(series(0)), 0);
  assert.equal(trendFloor(series(1, 1)), 0.8);
  assert.equal(trendFloor([]), 0.8);
});

Deno.test("labelled() keeps the first and the last", () => {
  assert.deepEqual([...labelled(3, 6)], [0, 1, 2]);
  assert.deepEqual([...labelled(11, 6)], [0, 2, 4, 6, 8, 10]);
  assert.deepEqual([...labelled(0, 6)], []);
});
