import assert from "node:assert/strict";
import { histogramOf, medianOf } from "./histogram.ts";

Deno.test("histogramOf() counts a lower edge in its own bin and 100% in the last", () => {
  const { bins, count } = histogramOf([0, 0.1, 0.3, 0.7, 0.9, 1, 0.6999]);
  assert.deepEqual(bins, [1, 1, 0, 1, 0, 0, 1, 1, 0, 2]);
  assert.equal(count, 7);
});

Deno.test("histogramOf() counts negative marks in the lowest bin", () => {
  assert.equal(histogramOf([-0.25]).bins[0], 1);
});

Deno.test("medianOf() is null for nothing and the mean of two in the middle", () => {
  assert.equal(medianOf([]), null);
  assert.equal(medianOf([0.4]), 0.4);
  assert.equal(medianOf([1, 0, 0.5, 0.7]), 0.6);
});
