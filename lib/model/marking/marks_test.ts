import assert from "node:assert/strict";
import fc from "fast-check";
import { attemptTotal, markOf, percentOf, sumMarks, toFraction } from "./marks.ts";

const mark = fc.integer({ min: -100_000, max: 100_000 }).map((hundredths) => hundredths / 100);

Deno.test("markOf() rounds half away from zero to hundredths", () => {
  assert.equal(markOf(0.5, 0.01), 0.01);
  assert.equal(markOf(-0.5, 0.01), -0.01);
  assert.equal(markOf(0.4999999, 0.01), 0);
  assert.equal(markOf(0.145, 1), 0.15);
  assert.equal(markOf(0.285, 1), 0.29);
  assert.equal(markOf(-0.145, 1), -0.15);
  assert.equal(markOf(1.0, 100), 100);
  assert.ok(Object.is(markOf(-0.0000001, 1), 0));
});

Deno.test("markOf() gives a full mark for thirds that were rounded", () => {
  assert.equal(markOf(0.3333333 * 3, 100), 100);
  assert.equal(markOf(0.3333333, 3), 1);
});

Deno.test("markOf() never passes the maximum and always has 2 places at most", () => {
  const fraction = fc.double({ min: -1, max: 1, noNaN: true });
  const max = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
  fc.assert(fc.property(fraction, max, (f, maxMark) => {
    const got = markOf(f, maxMark);
    assert.ok(Math.abs(got) <= maxMark);
    assert.equal(got, Number(got.toFixed(2)));
    assert.equal(markOf(-f, maxMark), got === 0 ? 0 : -got);
  }));
});

Deno.test("sumMarks() is exact where floating point is not", () => {
  assert.equal(0.1 + 0.2 === 0.3, false);
  assert.equal(sumMarks([0.1, 0.2]), 0.3);
  assert.equal(sumMarks([]), 0);
  assert.equal(sumMarks(Array.from({ length: 200 }, () => 0.07)), 14);
  assert.equal(sumMarks([1, -2.5]), -1.5);
});

Deno.test("sumMarks() does not depend on the order", () => {
  fc.assert(fc.property(fc.array(mark), (marks) => {
    assert.equal(sumMarks(marks), sumMarks(marks.toReversed()));
  }));
});

Deno.test("attemptTotal() is never below 0", () => {
  assert.equal(attemptTotal([1, -2.5]), 0);
  assert.equal(attemptTotal([2.5, -1]), 1.5);
});

Deno.test("toFraction() keeps 7 decimals and closes what rounding left open", () => {
  assert.equal(toFraction(1 / 3), 0.3333333);
  assert.equal(toFraction(0.3333333 * 3), 1);
  assert.equal(toFraction(-0.9999995), -1);
  assert.ok(Object.is(toFraction(-1e-9), 0));
});

Deno.test("percentOf() is null where nothing could be won", () => {
  assert.equal(percentOf(0, 0), null);
  assert.equal(percentOf(16.5, 20), 82.5);
});
