import assert from "node:assert/strict";
import type { User } from "../user.ts";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import {
  isWatched,
  maySeeEveryTest,
  maySeeNamedMarks,
  maySeeResults,
  maySeeStudentTest,
} from "./results.ts";

Deno.test("marks of a whole class by name are not for the principal; one test is for who runs it and the class teacher", () => {
  assert.deepEqual(whoMay(maySeeNamedMarks), ["teacher", "school_admin"]);
  const assignment = { teacherId: "owner" };
  const exam = { ownerId: "author", editorIds: ["editor"] };
  const seen = (user: User, classTeacher: boolean) =>
    maySeeStudentTest(user, assignment, { exam, classTeacher });
  assert.deepEqual(whoMay((user) => seen(user, false)), ["principal", "school_admin"]);
  assert.deepEqual(whoMay((user) => seen(user, true)), ["teacher", "principal", "school_admin"]);
  for (const id of ["owner", "author", "editor"]) assert.ok(seen(as("teacher", id), false), id);
});

Deno.test("results are seen by who runs the test, the class teacher and the principal", () => {
  const assignment = { teacherId: "owner" };
  const exam = { ownerId: "author", editorIds: ["editor"] };
  const facts = { exam, classTeacher: true };
  assert.deepEqual(whoMay((user) => maySeeResults(user, assignment, facts)), [
    "teacher",
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(
    whoMay((user) => maySeeResults(user, assignment, { exam, classTeacher: false })),
    ["principal", "school_admin"],
  );
});

Deno.test("a teacher sees every test as class teacher alone; what a principal opens is written down", () => {
  assert.deepEqual(whoMay((user) => !maySeeEveryTest(user, false)), ["teacher"]);
  assert.ok(maySeeEveryTest(as("teacher"), true));
  assert.deepEqual(whoMay(isWatched), ["principal"]);
});
