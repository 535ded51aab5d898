import assert from "node:assert/strict";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import { mayAssign, mayRunAssignment } from "./assignments.ts";

Deno.test("a test is run by who set it, its editors and the office", () => {
  const assignment = { teacherId: "owner" };
  const exam = { ownerId: "author", editorIds: ["editor"] };
  for (const id of ["owner", "author", "editor"]) {
    assert.ok(mayRunAssignment(as("teacher", id), assignment, exam), id);
  }
  assert.deepEqual(whoMay((user) => mayRunAssignment(user, assignment, exam)), [
    "school_admin",
  ]);
  assert.ok(!mayRunAssignment(as("student", "owner"), assignment, exam));
});

Deno.test("nobody assigns to a class they do not teach", () => {
  const exam = { ownerId: "me", editorIds: [] };
  assert.deepEqual(whoMay((user) => mayAssign(user, exam, true)), ["teacher"]);
  assert.deepEqual(whoMay((user) => mayAssign(user, exam, false)), []);
});
