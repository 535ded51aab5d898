import assert from "node:assert/strict";
import { as, ROLES, whoMay } from "../../../tests/worlds/every_role.ts";
import { filesFor, isOpenToGuardians, isReviewedAsFamily, mayReviewAsFamily } from "./review.ts";

const HIDDEN = { releasedAt: null, practice: false };
const RELEASED = { releasedAt: 5, practice: false };

Deno.test("guardians see a test once it is released, and a practice at once", () => {
  assert.ok(!isOpenToGuardians(HIDDEN));
  assert.ok(isOpenToGuardians(RELEASED));
  assert.ok(isOpenToGuardians({ releasedAt: null, practice: true }));
});

Deno.test("a review is the student's own at any time, and a linked guardian's once it is out", () => {
  const own = { studentId: "me" };
  const other = { studentId: "kid" };
  const linked = { assignment: RELEASED, isChild: true };
  assert.deepEqual(whoMay(isReviewedAsFamily), ["student", "parent"]);
  assert.deepEqual(whoMay((user) => mayReviewAsFamily(user, other, linked)), ["parent"]);
  const stranger = { assignment: RELEASED, isChild: false };
  assert.deepEqual(whoMay((user) => mayReviewAsFamily(user, other, stranger)), []);
  const early = { assignment: HIDDEN, isChild: true };
  assert.deepEqual(whoMay((user) => mayReviewAsFamily(user, other, early)), []);
  assert.ok(mayReviewAsFamily(as("student"), own, early));
});

Deno.test("filesFor() lets staff read every file, students what they wrote in, guardians what children did", () => {
  assert.deepEqual(ROLES.map((role) => filesFor(as(role))), [
    "own",
    "all",
    "children",
    "all",
    "all",
    "none",
  ]);
});
