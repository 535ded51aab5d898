import assert from "node:assert/strict";
import { endOfDay, instantOf, isSkipped, localDay, localTime, startOfDay } from "./school_time.ts";

Deno.test("instantOf() reads a school's clock", () => {
  assert.equal(instantOf("2026-11-25T09:05", "Asia/Kolkata"), Date.UTC(2026, 10, 25, 3, 35));
  assert.equal(instantOf("2026-07-01T09:05:30", "Europe/Berlin"), Date.UTC(2026, 6, 1, 7, 5));
  assert.equal(instantOf("2026-01-01T00:00", "Pacific/Kiritimati"), Date.UTC(2025, 11, 31, 10));
});

Deno.test("instantOf() refuses a time that the clock change skips, and takes the earlier of two", () => {
  assert.equal(instantOf("2026-03-29T02:30", "Europe/Berlin"), null);
  assert.equal(instantOf("2026-03-29T03:00", "Europe/Berlin"), Date.UTC(2026, 2, 29, 1));
  assert.equal(instantOf("2026-10-25T02:30", "Europe/Berlin"), Date.UTC(2026, 9, 25, 0, 30));
});

Deno.test("instantOf() refuses what is no time", () => {
  for (
    const text of [
      "",
      "tomorrow",
      "2026-13-01T00:00",
      "2026-02-30T10:00",
      "2026-01-01T25:00",
      "2026-01-01",
    ]
  ) {
    assert.equal(instantOf(text, "UTC"), null, text);
  }
});

Deno.test("localTime() is the other way", () => {
  for (const zone of ["Asia/Kolkata", "America/St_Johns", "UTC"]) {
    const at = Date.UTC(2026, 10, 25, 18, 47);
    assert.equal(instantOf(localTime(at, zone), zone), at);
  }
});

Deno.test("startOfDay() is the first instant there is, also where midnight is skipped", () => {
  assert.equal(startOfDay("2026-11-23", "Asia/Kolkata"), Date.UTC(2026, 10, 22, 18, 30));
  assert.equal(startOfDay("2026-04-24", "Africa/Cairo"), Date.UTC(2026, 3, 23, 22));
  assert.equal(startOfDay("2026-11-31", "UTC"), null);
  assert.equal(startOfDay("", "UTC"), null);
  assert.equal(localDay(Date.UTC(2026, 10, 23, 18, 30), "Asia/Kolkata"), "2026-11-24");
});

Deno.test("endOfDay() is the first instant of the next, however long the day is", () => {
  assert.equal(endOfDay("2026-11-23", "Asia/Kolkata"), Date.UTC(2026, 10, 23, 18, 30));
  assert.equal(endOfDay("2026-03-29", "Europe/Berlin"), Date.UTC(2026, 2, 29, 22));
  assert.equal(endOfDay("2026-10-25", "Europe/Berlin"), Date.UTC(2026, 9, 25, 23));
  assert.equal(endOfDay("x", "UTC"), null);
});

Deno.test("isSkipped() tells a time that the clock skips from what is no time", () => {
  assert.equal(isSkipped("2026-03-29T02:30", "Europe/Berlin"), true);
  assert.equal(isSkipped("2026-03-29T03:00", "Europe/Berlin"), false);
  assert.equal(isSkipped("2026-02-31T10:00", "Europe/Berlin"), false);
  assert.equal(isSkipped("2026-02-31T02:30", "Europe/Berlin"), false);
  assert.equal(isSkipped("soon", "Europe/Berlin"), false);
});
