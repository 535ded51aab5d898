import assert from "node:assert/strict";
import { localDay, localTime, readLocalTime, startOfDay } from "./local_time.ts";

Deno.test("readLocalTime() reads the wall clock of the zone", () => {
  assert.equal(readLocalTime("2026-11-23T11:00", "Asia/Kolkata"), Date.UTC(2026, 10, 23, 5, 30));
  assert.equal(readLocalTime("2026-11-23", "Asia/Kolkata"), Date.UTC(2026, 10, 22, 18, 30));
  assert.equal(readLocalTime("2026-11-23T00:00", "UTC"), Date.UTC(2026, 10, 23));
  assert.equal(readLocalTime("2026-07-01T12:00", "Pacific/Chatham"), Date.UTC(2026, 5, 30, 23, 15));
});

Deno.test("readLocalTime() refuses a time that the clock change skips, and takes the earlier of two", () => {
  assert.equal(readLocalTime("2026-03-29T02:30", "Europe/Berlin"), null);
  assert.equal(readLocalTime("2026-03-29T03:00", "Europe/Berlin"), Date.UTC(2026, 2, 29, 1));
  assert.equal(readLocalTime("2026-10-25T02:30", "Europe/Berlin"), Date.UTC(2026, 9, 25, 0, 30));
});

Deno.test("readLocalTime() refuses what is no time", () => {
  for (const text of ["", "soon", "2026-02-30", "2026-13-01", "2026-01-01T25:00", "2026-1-1"]) {
    assert.equal(readLocalTime(text, "UTC"), null, text);
  }
});

Deno.test("localTime() and localDay() give back what was read", () => {
  const at = readLocalTime("2026-11-23T23:45", "Asia/Kolkata")!;
  assert.equal(localTime(at, "Asia/Kolkata"), "2026-11-23T23:45");
  assert.equal(localDay(at, "Asia/Kolkata"), "2026-11-23");
  assert.equal(localDay(at, "Pacific/Auckland"), "2026-11-24");
});

Deno.test("startOfDay() is the first instant there is, also where midnight is skipped", () => {
  assert.equal(startOfDay("2026-11-23", "Asia/Kolkata"), Date.UTC(2026, 10, 22, 18, 30));
  assert.equal(readLocalTime("2026-04-24", "Africa/Cairo"), null);
  assert.equal(startOfDay("2026-04-24", "Africa/Cairo"), Date.UTC(2026, 3, 23, 22));
  assert.equal(startOfDay("2026-11-31", "UTC"), null);
  assert.equal(startOfDay("2026-11-23T09:00", "UTC"), null);
});
