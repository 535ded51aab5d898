import assert from "node:assert/strict";
import {
  formatAge,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatInstant,
  formatMachineTime,
  formatRelative,
  formatTime,
  formatUntil,
} from "./format.ts";

const INDIA = { locale: "en-IN", timeZone: "Asia/Kolkata" };
/** Mon 23 Nov 2026, 11:30 in India. */
const NOON = Date.UTC(2026, 10, 23, 6, 0);

Deno.test("formatInstant() shows the school's zone, not the server's", () => {
  assert.equal(formatInstant(NOON, INDIA), "Mon 23 Nov, 11:30");
  assert.equal(
    formatInstant(NOON, { locale: "en-GB", timeZone: "Europe/London" }),
    "Mon 23 Nov, 06:00",
  );
  assert.equal(formatInstant(NOON, { ...INDIA, hour12: true }), "Mon 23 Nov, 11:30 am");
});

Deno.test("formatTime() writes midnight as 00:00", () => {
  assert.equal(formatTime(Date.UTC(2026, 10, 22, 18, 30), INDIA), "00:00");
});

Deno.test("formatDate() adds the year when asked, formatDay() is long", () => {
  assert.equal(formatDate(NOON, INDIA), "Mon 23 Nov");
  assert.equal(formatDate(NOON, INDIA, { year: true }), "Mon 23 Nov 2026");
  assert.equal(formatDay(NOON, INDIA), "Monday 23 November");
});

Deno.test("formatRelative() is relative under an hour and exact from there", () => {
  assert.equal(formatRelative(NOON, NOON + 999, INDIA), "now");
  assert.equal(formatRelative(NOON, NOON - 5_000, INDIA), "now");
  assert.equal(formatRelative(NOON, NOON + 59_999, INDIA), "59 s ago");
  assert.equal(formatRelative(NOON, NOON + 120_000, INDIA), "2 min ago");
  assert.equal(formatRelative(NOON, NOON + 3_599_999, INDIA), "59 min ago");
  assert.equal(formatRelative(NOON, NOON + 3_600_000, INDIA), "Mon 23 Nov, 11:30");
});

Deno.test("formatUntil() names the largest whole unit", () => {
  assert.equal(formatUntil(NOON, NOON), "now");
  assert.equal(formatUntil(NOON, NOON - 1), "in 1 min");
  assert.equal(formatUntil(NOON, NOON - 3 * 3_600_000), "in 3 h");
  assert.equal(formatUntil(NOON, NOON - 86_400_000), "in 1 day");
  assert.equal(formatUntil(NOON, NOON - 2 * 86_400_000), "in 2 days");
});

Deno.test("formatAge() counts only whole units", () => {
  assert.equal(formatAge(3_599_999), "under 1 h");
  assert.equal(formatAge(3_600_000), "1 h");
  assert.equal(formatAge(86_400_000), "1 day");
  assert.equal(formatAge(6.9 * 86_400_000), "6 days");
});

Deno.test("formatDuration() shows seconds only under a minute", () => {
  assert.equal(formatDuration(45_000), "45 s");
  assert.equal(formatDuration(-1), "0 s");
  assert.equal(formatDuration(40 * 60_000), "40 min");
  assert.equal(formatDuration(60 * 60_000), "1 h");
  assert.equal(formatDuration(90 * 60_000), "1 h 30 min");
});

Deno.test("formatClock() counts a begun second whole and stops at zero", () => {
  assert.equal(formatClock(1_458_000), "24:18");
  assert.equal(formatClock(1_457_001), "24:18");
  assert.equal(formatClock(59_001), "1:00");
  assert.equal(formatClock(3_600_000), "1:00:00");
  assert.equal(formatClock(3_599_000), "59:59");
  assert.equal(formatClock(0), "0:00");
  assert.equal(formatClock(-5_000), "0:00");
});

Deno.test("formatMachineTime() is the exact instant", () => {
  assert.equal(formatMachineTime(NOON), "2026-11-23T06:00:00.000Z");
});
