import assert from "node:assert/strict";
import { meanInterval, t975 } from "./mean_interval.ts";

Deno.test("t975() agrees with the printed tables to three decimals", () => {
  const table = [[9, 2.262], [10, 2.228], [15, 2.131], [20, 2.086], [35, 2.03], [120, 1.98]];
  assert.equal(table.length, 6);
  for (const [df, t] of table) assert.ok(Math.abs(t975(df!) - t!) < 0.0006, `${df}: ${t975(df!)}`);
});

Deno.test("meanInterval() is the t interval of the mean", () => {
  // Mean 0.55, sd 0.302765, half 2.262157 * 0.302765 / sqrt(10) = 0.216584.
  const group = meanInterval([.1, .2, .3, .4, .5, .6, .7, .8, .9, 1])!;
  assert.equal(group.n, 10);
  assert.ok(Math.abs(group.mean - .55) < 1e-9);
  assert.ok(Math.abs(group.low - .333416) < 1e-4, String(group.low));
  assert.ok(Math.abs(group.high - .766584) < 1e-4, String(group.high));
});

Deno.test("meanInterval() says nothing of fewer than 10, and is cut to 0 and 1", () => {
  assert.equal(meanInterval(Array(9).fill(.5)), null);
  assert.deepEqual(meanInterval(Array(10).fill(.5)), { n: 10, mean: .5, low: .5, high: .5 });
  assert.equal(meanInterval([...Array(11).fill(1), 0.5])!.high, 1);
  assert.equal(meanInterval([...Array(11).fill(0), 0.5])!.low, 0);
});
