import assert from "node:assert/strict";
import fc from "fast-check";
import { isPaused, pausedMs } from "./pauses.ts";

Deno.test("pausedMs() counts what overlaps once", () => {
  const pauses = [{ fromAt: 50, toAt: 70 }, { fromAt: 10, toAt: 30 }, { fromAt: 20, toAt: 40 }];
  assert.equal(pausedMs(pauses, 0, 100), 50);
  assert.equal(pausedMs([{ fromAt: 10, toAt: 90 }, ...pauses], 0, 100), 80);
  assert.equal(pausedMs([{ fromAt: 10, toAt: 20 }, { fromAt: 20, toAt: 30 }], 0, 100), 20);
});

Deno.test("pausedMs() counts from the start to now", () => {
  const pauses = [{ fromAt: 10, toAt: 30 }, { fromAt: 80, toAt: null }];
  assert.equal(pausedMs(pauses, 25, 90), 15);
  assert.equal(pausedMs(pauses, 40, 90), 10);
  assert.equal(pausedMs(pauses, 40, 80), 0);
  assert.equal(pausedMs(pauses, 85, 90), 5);
  assert.equal(pausedMs([], 0, 90), 0);
});

Deno.test("pausedMs() agrees with counting moment by moment", () => {
  const pause = fc.record({ fromAt: fc.nat(30), length: fc.option(fc.nat(15)) })
    .map(({ fromAt, length }) => ({ fromAt, toAt: length === null ? null : fromAt + length }));
  fc.assert(fc.property(fc.array(pause), fc.nat(20), fc.nat(30), (pauses, fromAt, length) => {
    const now = fromAt + length;
    let count = 0;
    for (let at = fromAt; at < now; at++) {
      if (pauses.some((it) => it.fromAt <= at && at < (it.toAt ?? now))) count++;
    }
    assert.equal(pausedMs(pauses, fromAt, now), count);
  }));
});

Deno.test("isPaused() is true while a pause has no end", () => {
  assert.equal(isPaused([]), false);
  assert.equal(isPaused([{ fromAt: 1, toAt: 2 }]), false);
  assert.equal(isPaused([{ fromAt: 1, toAt: 2 }, { fromAt: 3, toAt: null }]), true);
});
