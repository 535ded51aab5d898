import assert from "node:assert/strict";
import { ServerClock } from "./server_clock.ts";

/** Ticks that a test sets. */
function clockAt(now: number): { clock: ServerClock; tick: (to: number) => void } {
  let ticks = 0;
  const clock = new ServerClock(now, () => ticks);
  return { clock, tick: (to) => ticks = to };
}

Deno.test("ServerClock runs on by ticks from what the page was rendered with", () => {
  const { clock, tick } = clockAt(5_000);
  tick(1_500);
  assert.equal(clock.now(), 6_500);
});

Deno.test("ServerClock keeps the reply with the shortest round trip", () => {
  const { clock, tick } = clockAt(0);
  tick(200);
  clock.learn(10_100, 0, 200);
  assert.equal(clock.now(), 10_200);
  tick(1_200);
  clock.learn(11_000, 800, 1_200);
  assert.equal(clock.now(), 11_200, "a longer way changes nothing");
  clock.learn(11_190, 1_180, 1_200);
  assert.equal(clock.now(), 11_200);
});

Deno.test("ServerClock believes any reply after the device slept", () => {
  const { clock, tick } = clockAt(0);
  tick(20);
  clock.learn(1_010, 0, 20);
  clock.wake();
  tick(320);
  clock.learn(601_160, 20, 320);
  assert.equal(clock.now(), 601_310);
});

Deno.test("ServerClock notices a jump that the way cannot explain", () => {
  const { clock, tick } = clockAt(0);
  tick(20);
  clock.learn(1_010, 0, 20);
  tick(120);
  clock.learn(61_070, 20, 120);
  assert.equal(clock.now(), 61_120);
});
