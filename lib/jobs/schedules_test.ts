import assert from "node:assert/strict";
import { nextRun } from "./schedules.ts";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const never = () => 0;
const daily = (time: string, timeZone: string, now: string) =>
  new Date(nextRun({ at: time, timeZone }, at(now), never)).toISOString();

Deno.test("nextRun() is the next time a clock of the zone shows it, today or tomorrow", () => {
  const night = (now: string) => daily("02:30", "Asia/Kolkata", now);
  assert.equal(night("2026-11-30T20:59:59Z"), "2026-11-30T21:00:00.000Z");
  assert.equal(night("2026-11-30T21:00:00Z"), "2026-12-01T21:00:00.000Z");
});

Deno.test("nextRun() is an hour later where the clock change skips it, and once where it comes twice", () => {
  const night = (now: string) => daily("02:30", "Europe/Berlin", now);
  assert.equal(night("2027-03-28T00:00:00Z"), "2027-03-28T01:30:00.000Z");
  assert.equal(night("2027-10-30T23:00:00Z"), "2027-10-31T00:30:00.000Z");
  assert.equal(night("2027-10-31T00:30:00Z"), "2027-11-01T01:30:00.000Z");
});

Deno.test("nextRun() of an interval counts from now, and jitter makes it later alone", () => {
  const every = { everyMs: HOUR, jitterMs: 1_000 };
  assert.equal(nextRun(every, 5, never), 5 + HOUR);
  assert.equal(nextRun(every, 5, () => 0.5), 5 + HOUR + 500);
});
