import assert from "node:assert/strict";
import { arrivals, latencyOf, percentile, ratiosOf, spreadOf } from "./statistics.ts";

Deno.test("percentile() takes the nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile(hundred, 1), 100);
  assert.equal(percentile(hundred, 0), 1);
  assert.equal(percentile([7], 0.99), 7);
  assert.throws(() => percentile([], 0.5), /nothing/);
});

Deno.test("latencyOf() sorts first, by number", () => {
  assert.deepEqual(latencyOf([9, 100, 10, 8]), { p50: 9, p95: 100, p99: 100, max: 100 });
  assert.deepEqual(latencyOf([]), { p50: 0, p95: 0, p99: 0, max: 0 });
});

Deno.test("spreadOf() gives the middle of odd and even counts", () => {
  assert.deepEqual(spreadOf([5, 1, 3]), { min: 1, median: 3, max: 5 });
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { min: 1, median: 2.5, max: 4 });
  assert.deepEqual(spreadOf([2]), { min: 2, median: 2, max: 2 });
  assert.throws(() => spreadOf([]), /nothing/);
});

Deno.test("ratiosOf() pairs rounds", () => {
  assert.deepEqual(ratiosOf([10, 30], [5, 10]), [2, 3]);
  assert.throws(() => ratiosOf([1], [1, 2]), /1 rounds with 2/);
});

Deno.test("arrivals() spreads requests evenly over the time", () => {
  assert.deepEqual(arrivals(4, 2), [0, 500, 1_000, 1_500]);
});
