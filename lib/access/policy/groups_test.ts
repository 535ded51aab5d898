import assert from "node:assert/strict";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import fc from "fast-check";
import { hiddenGroups, isMeanTold, maySeeGroup, maySeeGroups } from "./groups.ts";

Deno.test("hiddenGroups() hides fewer than 10, and the next smallest with it", () => {
  assert.deepEqual(hiddenGroups([36, 10, 30]), [false, false, false]);
  assert.deepEqual(hiddenGroups([36, 9, 30]), [false, true, true]);
  assert.deepEqual(hiddenGroups([36, 9, 0]), [true, true, false]);
  assert.deepEqual(hiddenGroups([0, 9, 0]), [false, true, false]);
  assert.deepEqual(hiddenGroups([]), []);
});

Deno.test("hiddenGroups() goes on while the hidden ones together are a small group", () => {
  assert.deepEqual(hiddenGroups([3, 4, 30, 20]), [true, true, false, true]);
  assert.deepEqual(hiddenGroups([5, 5, 30, 20]), [true, true, false, false]);
});

Deno.test("hiddenGroups() leaves nothing to subtract, whatever the sizes", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (sizes) => {
    const hidden = hiddenGroups(sizes);
    const kept = sizes.filter((n, i) => n > 0 && !hidden[i]);
    const gone = sizes.filter((_, i) => hidden[i]);
    assert.ok(kept.every((n) => n >= 10));
    if (gone.length === 0 || kept.length === 0) return;
    assert.ok(gone.length > 1 && gone.reduce((sum, n) => sum + n, 0) >= 10);
  }));
});

Deno.test("maySeeGroup() hides groups of 1 to 9 from the principal alone", () => {
  for (const n of [1, 9]) {
    assert.deepEqual(whoMay((user) => !maySeeGroup(user, n)), ["principal"], String(n));
  }
  for (const n of [0, 10]) assert.deepEqual(whoMay((user) => !maySeeGroup(user, n)), []);
});

Deno.test("maySeeGroups() hides what a small group could be subtracted from", () => {
  const principal = as("principal");
  assert.ok(maySeeGroups(principal, [10, 30]));
  assert.ok(!maySeeGroups(principal, [9, 30]));
  assert.ok(!maySeeGroups(principal, [4, 5, 30]));
  assert.ok(maySeeGroups(principal, [5, 5, 30]));
  assert.ok(!maySeeGroups(principal, [9]));
  assert.ok(maySeeGroups(principal, []));
  assert.ok(maySeeGroups(as("teacher"), [1, 30]));
});

Deno.test("isMeanTold() from 10 on: of fewer, one's own gives the others away", () => {
  assert.deepEqual([0, 9, 10].map(isMeanTold), [false, false, true]);
});
