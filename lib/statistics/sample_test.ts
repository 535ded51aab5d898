import assert from "node:assert/strict";
import { correlation, covariance, mean, median, sum, variance } from "./sample.ts";

Deno.test("mean(), median() and sum() of a few values", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(median([6, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.equal(sum([]), 0);
  assert.deepEqual([mean([]), median([])], [null, null]);
});

Deno.test("variance() and covariance() divide by n - 1, and are null for one value", () => {
  assert.equal(variance([2, 4, 4, 4, 5, 5, 7, 9]), 32 / 7);
  assert.equal(covariance([1, 2, 3], [2, 4, 9]), 3.5);
  assert.deepEqual([variance([1]), covariance([], [])], [null, null]);
});

Deno.test("correlation() is 1 or -1 on a line, and null where one side does not vary", () => {
  assert.ok(Math.abs((correlation([1, 2, 3], [2, 4, 6]) ?? 0) - 1) < 1e-12);
  assert.ok(Math.abs((correlation([1, 2, 3], [6, 4, 2]) ?? 0) + 1) < 1e-12);
  assert.deepEqual([correlation([1, 1], [1, 2]), correlation([1, 2], [5, 5])], [null, null]);
});
