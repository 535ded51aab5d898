import assert from "node:assert/strict";
import type { User } from "../user.ts";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import {
  isAskedToMark,
  mayAssign,
  mayMarkWholeSchool,
  mayRunAssignment,
  mayRunTests,
  maySit,
  runsByExam,
} from "./assignments.ts";

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

Deno.test("students alone sit tests; teachers and the office run them, and only teachers are asked to mark", () => {
  assert.deepEqual(whoMay(maySit), ["student"]);
  assert.deepEqual(whoMay(mayRunTests), ["teacher", "school_admin"]);
  assert.deepEqual(whoMay(mayMarkWholeSchool), ["school_admin"]);
  assert.deepEqual(whoMay(isAskedToMark), ["teacher"]);
});

Deno.test("runsByExam() holds where the test decides alone", () => {
  const exam = { ownerId: "me", editorIds: [] };
  for (const teacherId of ["me", "other"]) {
    const differs = (user: User) =>
      mayRunAssignment(user, { teacherId }, exam) !== mayRunAssignment(user, { teacherId }, null);
    const asked = whoMay((user) => runsByExam(user, { teacherId }));
    assert.deepEqual(asked, whoMay(differs));
    assert.deepEqual(asked, teacherId === "me" ? [] : ["teacher"]);
  }
});
