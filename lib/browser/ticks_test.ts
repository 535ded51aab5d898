import assert from "node:assert/strict";
import { steadyTicks } from "./ticks.ts";

const HOUR = 3_600_000;

/** Runs two clocks for `count` steps of 250 ms. @returns What the page's own clock says. */
function run(first: (at: number) => number, second: (at: number) => number, count = 40): number[] {
  let at = 1_000;
  const ticks = steadyTicks(() => first(at), () => second(at));
  return Array.from({ length: count }, () => {
    at += 250;
    return ticks();
  });
}

const right = (at: number) => at;
const throws = (): never => {
  throw new Error("denied");
};
const TRUE = Array.from({ length: 40 }, (_, i) => (i + 1) * 250);

const WRONG: Record<string, (at: number) => number> = {
  stands: () => 5,
  throws,
  "says no number": () => NaN,
  "jumps on": (at) => at > 4_000 ? at + HOUR : at,
  "jumps back": (at) => at > 4_000 ? at - HOUR : at,
  "jumps on and back": (at) => at > 4_000 && at < 8_000 ? at + HOUR : at,
  "starts to throw": (at) => at > 4_000 ? throws() : at,
};

for (const [how, clock] of Object.entries(WRONG)) {
  Deno.test(`steadyTicks() runs on by the other clock when one ${how}`, () => {
    for (const said of [run(clock, right), run(right, clock)]) {
      assert.ok(said.every((it, i) => i === 0 || it >= said[i - 1]!), "never back");
      const errors = said.map((it, i) => Math.abs(it - TRUE[i]!));
      assert.ok(Math.max(...errors) <= 250, `${Math.max(...errors)} ms wrong`);
    }
  });
}

Deno.test("steadyTicks() loses nothing to clocks that say no more than tenths of a second", () => {
  let at = 0;
  const ticks = steadyTicks(() => Math.floor(at / 100) * 100, () => at);
  while (at < 10_000) {
    at += 7;
    ticks();
  }
  assert.ok(Math.abs(ticks() - 10_000) <= 200, `${ticks()}`);
});

Deno.test("steadyTicks() takes no jump for time, also where the other has not moved since", () => {
  for (const jumpy of [0, 1]) {
    let at = 1_000;
    let ahead = 0;
    const clock = (n: number) => () => (n === jumpy ? at + ahead : Math.floor(at));
    const ticks = steadyTicks(clock(0), clock(1));
    for (let n = 0; n < 2_000; n++) {
      if (n % 7 === 0) at += 5;
      at += .01;
      ahead = n % 5 === 3 ? HOUR : 0;
      ticks();
    }
    const error = Math.abs(ticks() - (at - 1_000));
    assert.ok(error < 400, `${error} ms wrong`);
  }
});

Deno.test("steadyTicks() stands without any clock", () => {
  const ticks = steadyTicks(throws, throws);
  assert.deepEqual([ticks(), ticks()], [0, 0]);
});
