import assert from "node:assert/strict";
import { seedOf } from "./test_faults.ts";

Deno.test("seedOf() draws the same seed by the same commit, and refuses what is none", () => {
  assert.equal(seedOf("00000ff9b9d5"), 255);
  assert.notEqual(seedOf("1d6a81c0000"), seedOf("9b9d5710000"));
  assert.throws(() => seedOf("main"), /Cannot draw a seed by main/);
});
