import assert from "node:assert/strict";
import { INSTALLATION } from "../../store/store.ts";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import {
  mayReadAudit,
  mayRunInstallation,
  mayRunSchool,
  maySeeClass,
  maySeeSchool,
} from "./school.ts";

Deno.test("what belongs to the school office and the heads", () => {
  assert.deepEqual(whoMay(mayRunSchool), ["school_admin"]);
  assert.deepEqual(whoMay(maySeeSchool), ["principal", "school_admin"]);
});

Deno.test("a class is seen by who sees the school, and by who teaches in it", () => {
  assert.deepEqual(whoMay((user) => maySeeClass(user, false)), ["principal", "school_admin"]);
  assert.ok(maySeeClass(as("teacher"), true));
});

Deno.test("an administrator runs the installation, and reads its log, from no school alone", () => {
  const inSchool = as("admin");
  const ofAll = { ...inSchool, schoolId: INSTALLATION };
  assert.deepEqual([inSchool, ofAll].map(mayRunInstallation), [false, true]);
  assert.deepEqual([inSchool, ofAll].map(mayReadAudit), [false, true]);
  assert.ok(!mayRunInstallation({ ...as("school_admin"), schoolId: INSTALLATION }));
  assert.deepEqual(whoMay(mayReadAudit), ["school_admin"]);
});
