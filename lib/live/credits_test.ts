import assert from "node:assert/strict";
import { Credits } from "./credits.ts";

Deno.test("Credits refill over time up to their most, and may be owed", () => {
  const credits = new Credits(30, 10, 0);
  assert.equal(credits.spend(30, 0), 0);
  assert.equal(credits.spend(5, 0), -5);
  assert.equal(credits.spend(0, 1_000), 5);
  assert.equal(credits.spend(0, 60_000), 30);
});
