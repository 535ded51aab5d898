import assert from "node:assert/strict";
import { whoMay } from "../../tests/worlds/every_role.ts";
import { isGuardian, isOffice, isStudent, isTeacher } from "./roles.ts";

Deno.test("each name of a role holds for that role alone", () => {
  assert.deepEqual(whoMay(isStudent), ["student"]);
  assert.deepEqual(whoMay(isTeacher), ["teacher"]);
  assert.deepEqual(whoMay(isGuardian), ["parent"]);
  assert.deepEqual(whoMay(isOffice), ["school_admin"]);
});
