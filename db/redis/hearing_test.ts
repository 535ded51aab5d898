import assert from "node:assert/strict";
import { ENDED_MS, Hearing, SILENCE_MS } from "./hearing.ts";

Deno.test("Hearing is whole while its own voice comes, and counts from the last break", () => {
  const hearing = new Hearing("me");
  assert.equal(hearing.wholeMs(0), null);
  hearing.heard("me", 100);
  assert.equal(hearing.wholeMs(100 + SILENCE_MS), SILENCE_MS);
  hearing.heard("me", 100 + SILENCE_MS);
  assert.equal(hearing.wholeMs(101 + SILENCE_MS), SILENCE_MS + 1);
  hearing.heard("me", 101 + 2 * SILENCE_MS);
  assert.equal(hearing.wholeMs(101 + 2 * SILENCE_MS), 0, "a gap nobody asked in counts too");
  hearing.lost();
  assert.equal(hearing.wholeMs(102 + 2 * SILENCE_MS), null);
});

Deno.test("Hearing misses another process that falls silent, until it took leave or has ended", () => {
  const hearing = new Hearing("me");
  const all = (now: number) => {
    hearing.heard("me", now);
    return hearing.wholeMs(now);
  };
  hearing.heard("other", 0);
  assert.equal(all(0), 0);
  assert.equal(all(SILENCE_MS), SILENCE_MS);
  assert.equal(all(SILENCE_MS + 1), null);
  hearing.left("other");
  assert.equal(all(SILENCE_MS + 2), 0);
  hearing.heard("third", SILENCE_MS + 2);
  assert.equal(all(SILENCE_MS + 2 + ENDED_MS), null);
  assert.equal(all(SILENCE_MS + 3 + ENDED_MS), 0);
});
