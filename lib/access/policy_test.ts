import assert from "node:assert/strict";
import type { Role } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import * as policy from "./policy.ts";

const ROLES: readonly Role[] = [
  "student",
  "teacher",
  "parent",
  "principal",
  "school_admin",
  "admin",
];
const as = (role: Role, id = "me"): User => ({ id, schoolId: "s1", role, name: id, locale: "en" });
const whoMay = (may: (user: User) => boolean) => ROLES.filter((role) => may(as(role)));

Deno.test("what belongs to the school office and the heads", () => {
  assert.deepEqual(whoMay(policy.mayRunSchool), ["school_admin"]);
  assert.deepEqual(whoMay(policy.maySeeSchool), ["principal", "school_admin"]);
  assert.deepEqual(whoMay(policy.mayGrantAccommodation), ["principal", "school_admin"]);
  assert.deepEqual(whoMay(policy.mayAuthor), ["teacher"]);
});

Deno.test("nobody gives a role but the office, and nobody makes an administrator", () => {
  assert.deepEqual(ROLES.filter((role) => policy.rolesToGive(as(role)).length > 0), [
    "school_admin",
  ]);
  assert.ok(!policy.rolesToGive(as("school_admin")).includes("admin"));
});

Deno.test("a password is reset by the office, or by who teaches the student; never one's own", () => {
  const student = { id: "kid", role: "student" as const };
  assert.deepEqual(whoMay((user) => policy.mayResetPassword(user, student, true)), [
    "teacher",
    "school_admin",
  ]);
  assert.deepEqual(whoMay((user) => policy.mayResetPassword(user, student, false)), [
    "school_admin",
  ]);
  const colleague = { id: "colleague", role: "teacher" as const };
  assert.deepEqual(whoMay((user) => policy.mayResetPassword(user, colleague, true)), [
    "school_admin",
  ]);
  assert.deepEqual(
    whoMay((user) => policy.mayResetPassword(user, { id: "me", role: "student" }, true)),
    [],
  );
  assert.deepEqual(
    whoMay((user) => policy.mayResetPassword(user, { id: "x", role: "admin" }, true)),
    [],
  );
});

Deno.test("a test is run by who set it, its editors and the office; results also by class teacher and principal", () => {
  const assignment = { teacherId: "owner" };
  const exam = { ownerId: "author", editorIds: ["editor"] };
  for (const id of ["owner", "author", "editor"]) {
    assert.ok(policy.mayRunAssignment(as("teacher", id), assignment, exam), id);
  }
  assert.deepEqual(whoMay((user) => policy.mayRunAssignment(user, assignment, exam)), [
    "school_admin",
  ]);
  assert.ok(!policy.mayRunAssignment(as("student", "owner"), assignment, exam));
  const facts = { exam, classTeacher: true };
  assert.deepEqual(whoMay((user) => policy.maySeeResults(user, assignment, facts)), [
    "teacher",
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(
    whoMay((user) => policy.maySeeResults(user, assignment, { exam, classTeacher: false })),
    ["principal", "school_admin"],
  );
});

Deno.test("a student's page is for who sees the school and who teaches the student; marks of a whole class not for the principal", () => {
  assert.deepEqual(whoMay((user) => policy.mayOpenStudent(user, true)), [
    "teacher",
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(whoMay((user) => policy.mayOpenStudent(user, false)), [
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(whoMay(policy.maySeeNamedMarks), ["teacher", "school_admin"]);
  const assignment = { teacherId: "owner" };
  const exam = { ownerId: "author", editorIds: ["editor"] };
  const seen = (user: User, classTeacher: boolean) =>
    policy.maySeeStudentTest(user, assignment, { exam, classTeacher });
  assert.deepEqual(whoMay((user) => seen(user, false)), ["principal", "school_admin"]);
  assert.deepEqual(whoMay((user) => seen(user, true)), ["teacher", "principal", "school_admin"]);
  for (const id of ["owner", "author", "editor"]) assert.ok(seen(as("teacher", id), false), id);
});

Deno.test("a colleague's test and private bank stay private", () => {
  const exam = { ownerId: "author", editorIds: ["editor"] };
  assert.deepEqual(whoMay((user) => policy.mayEditExam(user, exam)), []);
  assert.ok(policy.mayEditExam(as("teacher", "editor"), exam));
  assert.ok(!policy.mayEditExam(as("principal", "author"), exam));
  const bank = {
    id: "b",
    schoolId: "s1",
    createdAt: 0,
    name: "B",
    ownerId: "author",
    subjectId: null,
    sharing: "private" as const,
  };
  assert.deepEqual(whoMay((user) => policy.mayUseBank(user, bank)), []);
  assert.deepEqual(whoMay((user) => policy.mayUseBank(user, { ...bank, sharing: "school" })), [
    "teacher",
  ]);
  assert.ok(!policy.mayEditBank(as("teacher"), { ...bank, sharing: "school" }));
});

Deno.test("nobody assigns to a class they do not teach", () => {
  const exam = { ownerId: "me", editorIds: [] };
  assert.deepEqual(whoMay((user) => policy.mayAssign(user, exam, true)), ["teacher"]);
  assert.deepEqual(whoMay((user) => policy.mayAssign(user, exam, false)), []);
});
