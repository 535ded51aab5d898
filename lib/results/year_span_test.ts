import assert from "node:assert/strict";
import { boundsOf, spanOf, yearSpans } from "./year_span.ts";

const YEARS = [
  { id: "y2", name: "2026", fromAt: 300, untilAt: 400 },
  { id: "y1", name: "2025", fromAt: 100, untilAt: 200 },
];

Deno.test("yearSpans() leaves no moment out: holidays belong to the year before them", () => {
  const spans = yearSpans(YEARS);
  assert.deepEqual(spans.map(({ id, fromAt, untilAt }) => [id, fromAt, untilAt]), [
    ["y2", 300, null],
    ["y1", 0, 300],
  ]);
  for (
    const [at, id] of [[0, "y1"], [250, "y1"], [299, "y1"], [300, "y2"], [9_999, "y2"]] as const
  ) {
    assert.equal(spanOf(spans, undefined, at)?.id, id, String(at));
  }
});

Deno.test("spanOf() takes the chosen year, else today's, and none that is not the school's", () => {
  const spans = yearSpans(YEARS);
  assert.equal(spanOf(spans, "y1", 350)?.id, "y1");
  assert.equal(spanOf(spans, undefined, 350)?.id, "y2");
  assert.equal(spanOf([], undefined, 350), null);
  assert.throws(() => spanOf(spans, "nope", 350), { code: "not_found" });
  assert.throws(() => spanOf([], "y1", 350), { code: "not_found" });
});

Deno.test("boundsOf() bounds a list by the span, and by nothing without years", () => {
  const [newer, older] = yearSpans(YEARS);
  assert.deepEqual(boundsOf(newer!), { from: 300 });
  assert.deepEqual(boundsOf(older!), { from: 0, before: 300 });
  assert.deepEqual(boundsOf(null), {});
});
