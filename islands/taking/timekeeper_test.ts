import assert from "node:assert/strict";
import { Timekeeper } from "./timekeeper.ts";

const FIRST = { now: 1_000, deadlineAt: 11_000, state: "in_progress", rev: 3 } as const;

function timekeeper(): { time: Timekeeper; tick: (to: number) => void } {
  let ticks = 0;
  const time = new Timekeeper(FIRST, () => ticks, () => {});
  return { time, tick: (to) => ticks = to };
}

Deno.test("Timekeeper counts down to 0 and stays there", () => {
  const { time, tick } = timekeeper();
  tick(9_999);
  assert.equal(time.leftMs(), 1);
  assert.equal(time.isUp, false);
  tick(10_000);
  assert.equal(time.leftMs(), 0);
  assert.equal(time.isUp, true);
  tick(99_999);
  assert.equal(time.leftMs(), 0);
  time.stop();
});

Deno.test("Timekeeper takes the higher rev, then the later clock", () => {
  const { time } = timekeeper();
  assert.equal(time.receive({ ...FIRST, rev: 2, now: 9_000, deadlineAt: 99_000 }, null), false);
  assert.equal(time.deadlineAt, 11_000);
  assert.equal(time.receive({ ...FIRST, rev: 4, now: 900, deadlineAt: 21_000 }, null), true);
  assert.equal(time.receive({ ...FIRST, rev: 4, now: 800, deadlineAt: 1 }, null), false);
  assert.equal(time.deadlineAt, 21_000);
  time.stop();
});

Deno.test("Timekeeper stands still while paused, and is never up then", () => {
  const { time, tick } = timekeeper();
  time.receive({ ...FIRST, now: 2_000, rev: 4, state: "paused" }, null);
  tick(60_000);
  assert.equal(time.leftMs(), 9_000);
  assert.equal(time.isUp, false);
  time.stop();
});

Deno.test("Timekeeper knows tests without an end", () => {
  const time = new Timekeeper({ ...FIRST, deadlineAt: null }, () => 0, () => {});
  assert.equal(time.leftMs(), null);
  assert.equal(time.isUp, false);
  time.stop();
});

Deno.test("Timekeeper calls when time is up", async () => {
  const startedAt = performance.now();
  const soon = { ...FIRST, deadlineAt: 1_060 };
  await new Promise<void>((done) => new Timekeeper(soon, () => performance.now(), done));
  const took = performance.now() - startedAt;
  assert.ok(took >= 59 && took < 1_000, `${took} ms`);
});
