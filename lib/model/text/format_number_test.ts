import assert from "node:assert/strict";
import {
  formatCount,
  formatMarks,
  formatMax,
  formatNumber,
  formatPercent,
  formatThings,
} from "./format_number.ts";

Deno.test("formatCount() groups by locale", () => {
  assert.equal(formatCount(124_680, "en-IN"), "1,24,680");
  assert.equal(formatCount(124_680, "en-GB"), "124,680");
});

Deno.test("formatPercent() has at most one decimal and no full 100% short of all", () => {
  assert.equal(formatPercent(0.825, "en-IN"), "82.5%");
  assert.equal(formatPercent(0.71, "en-IN"), "71%");
  assert.equal(formatPercent(0.9996, "en-IN"), "99.9%");
  assert.equal(formatPercent(1, "en-IN"), "100%");
  assert.equal(formatPercent(0, "en-IN"), "0%");
});

Deno.test("formatMarks() knows one mark from many", () => {
  assert.equal(formatMarks(20, 24, "en-IN"), "20 of 24 marks");
  assert.equal(formatMarks(0, 1, "en-IN"), "0 of 1 mark");
  assert.equal(formatMarks(1.25, 2, "en-IN"), "1.25 of 2 marks");
  assert.equal(formatMax(1, "en-IN"), "1 mark");
});

Deno.test("formatNumber() cuts what is past its digits", () => {
  assert.equal(formatNumber(16.234, "en-IN", 1), "16.2");
  assert.equal(formatNumber(4, "en-IN"), "4");
});

Deno.test("formatThings() agrees with its number", () => {
  assert.equal(formatThings(1, "student", "students", "en-IN"), "1 student");
  assert.equal(formatThings(0, "student", "students", "en-IN"), "0 students");
});
