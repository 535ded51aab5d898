import assert from "node:assert/strict";
import { whoMay } from "../../../tests/worlds/every_role.ts";
import { mayRunSchool, maySeeSchool } from "./school.ts";

Deno.test("what belongs to the school office and the heads", () => {
  assert.deepEqual(whoMay(mayRunSchool), ["school_admin"]);
  assert.deepEqual(whoMay(maySeeSchool), ["principal", "school_admin"]);
});
