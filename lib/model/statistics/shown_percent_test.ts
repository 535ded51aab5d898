import assert from "node:assert/strict";
import fc from "fast-check";
import { formatNumber, formatPercent, formatPoints } from "../text/format_number.ts";
import { shownPercent } from "./shown_percent.ts";

Deno.test("shownPercent() has one decimal and reaches no whole per cent by rounding", () => {
  const cases: [exact: number, shown: number][] = [
    [39.98, 39.9],
    [40, 40],
    [40.04, 40],
    [99.7, 99.7],
    [99.97, 99.9],
    [99.99999, 99.9],
    [100, 100],
    [200 / 3, 66.7],
    [0.29 * 100, 29],
    [0.02, 0.1],
    [-0.02, -0.1],
    [-0.4, -0.4],
    [19.96, 19.9],
  ];
  for (const [exact, shown] of cases) assert.equal(shownPercent(exact), shown, String(exact));
});

Deno.test("shownPercent() is never -0", () => {
  for (const value of [-0, -1e-12, 0]) assert.ok(Object.is(shownPercent(value), 0), String(value));
  assert.equal(formatNumber(-0.004, "en"), "0");
  assert.equal(formatNumber(-0, "en"), "0");
  assert.equal(formatPoints(-0, "en"), "0");
  assert.equal(formatPercent(-0, "en"), "0%");
});

Deno.test("shownPercent() tells a figure from a border that is no whole per cent", () => {
  assert.equal(shownPercent(33.46, [33.5]), 33.4);
  assert.equal(shownPercent(33.32, [33.33]), 33.3);
  assert.equal(shownPercent(33.33, [33.33]), 33.33);
  assert.equal(shownPercent(33.34, [33.33]), 33.4);
});

Deno.test("shownPercent() stays on the side of the border, near the figure, for every pass mark", () => {
  const marks = fc.integer({ min: 1, max: 3_000 });
  const passes = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
  fc.assert(fc.property(marks, marks, passes, (mark, max, pass) => {
    const exact = 100 * Math.min(mark, max) / max;
    const shown = shownPercent(exact, [pass]);
    assert.equal(shown < pass, exact < pass - 1e-7, `${exact} shown as ${shown}, pass ${pass}`);
    assert.equal(shown === 100, exact === 100);
    assert.ok(Math.abs(shown - exact) < 0.1 + 1e-9, `${exact} shown as ${shown}`);
  }));
});

Deno.test("formatPercent() and formatPoints() write it in the reader's language", () => {
  assert.equal(formatPercent(0.3998, "de"), "39,9\u00a0%");
  assert.equal(formatPercent(0.9997, "en-IN"), "99.9%");
  assert.equal(formatPoints(-0.4, "en"), "-0.4");
});
