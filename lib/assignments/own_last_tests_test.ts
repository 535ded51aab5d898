import assert from "node:assert/strict";
import { pointsUnderOwn } from "./own_last_tests.ts";

Deno.test("pointsUnderOwn() needs three tests before and 15 points", () => {
  assert.equal(pointsUnderOwn(0, []), null);
  assert.equal(pointsUnderOwn(0, [90, 90]), null);
  assert.equal(pointsUnderOwn(75, [90, 90, 90]), 15);
  assert.equal(pointsUnderOwn(75.1, [90, 90, 90]), null);
  assert.equal(pointsUnderOwn(95, [90, 90, 90]), null);
});

Deno.test("pointsUnderOwn() looks at the last three alone, and at tenths", () => {
  assert.equal(pointsUnderOwn(50, [0, 80, 80, 80]), 30);
  assert.equal(pointsUnderOwn(65.1, [80.1, 80.1, 80.1]), 15);
});
