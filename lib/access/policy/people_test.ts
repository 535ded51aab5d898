import assert from "node:assert/strict";
import type { Role } from "../../model/people/people_schema.ts";
import { as, ROLES, whoMay } from "../../../tests/worlds/every_role.ts";
import {
  isRecoverable,
  mayFollowChildren,
  mayGiveRole,
  mayGrantAccommodation,
  mayHandOutPasswords,
  mayHaveAccommodation,
  mayKeepNotice,
  mayOpenPerson,
  mayOpenStudent,
  mayResetPassword,
  maySeeAccommodation,
  maySeeAccommodationNote,
  rolesToGive,
} from "./people.ts";

Deno.test("nobody gives a role but the office, and nobody makes an administrator", () => {
  assert.deepEqual(ROLES.filter((role) => rolesToGive(as(role)).length > 0), [
    "school_admin",
  ]);
  assert.ok(!rolesToGive(as("school_admin")).includes("admin"));
});

Deno.test("a password is reset by the office, or by who teaches the student; never one's own", () => {
  const student = { id: "kid", role: "student" as const };
  assert.deepEqual(whoMay((user) => mayResetPassword(user, student, true)), [
    "teacher",
    "school_admin",
  ]);
  assert.deepEqual(whoMay((user) => mayResetPassword(user, student, false)), [
    "school_admin",
  ]);
  const colleague = { id: "colleague", role: "teacher" as const };
  assert.deepEqual(whoMay((user) => mayResetPassword(user, colleague, true)), [
    "school_admin",
  ]);
  assert.deepEqual(
    whoMay((user) => mayResetPassword(user, { id: "me", role: "student" }, true)),
    [],
  );
  assert.deepEqual(
    whoMay((user) => mayResetPassword(user, { id: "x", role: "admin" }, true)),
    [],
  );
});

Deno.test("lasting rights are granted by the office and the principal", () => {
  assert.deepEqual(whoMay(mayGrantAccommodation), ["principal", "school_admin"]);
});

Deno.test("a student's page is for who sees the school and who teaches the student", () => {
  assert.deepEqual(whoMay((user) => mayOpenStudent(user, true)), [
    "teacher",
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(whoMay((user) => mayOpenStudent(user, false)), [
    "principal",
    "school_admin",
  ]);
});

Deno.test("mayGiveRole() never makes an administrator", () => {
  const office = as("school_admin");
  assert.deepEqual(ROLES.filter((role) => mayGiveRole(office, role)), [
    "student",
    "teacher",
    "parent",
    "principal",
    "school_admin",
  ]);
  assert.deepEqual(whoMay((user) => mayGiveRole(user, "student")), ["school_admin"]);
});

Deno.test("the command line gives passwords to those alone to whom nobody else may", () => {
  assert.deepEqual(whoMay(isRecoverable), ["school_admin", "admin"]);
});

Deno.test("why rights were granted is for the office and who granted them", () => {
  assert.deepEqual(whoMay((user) => maySeeAccommodationNote(user, { grantedBy: "x" })), [
    "school_admin",
  ]);
  assert.ok(maySeeAccommodationNote(as("principal", "x"), { grantedBy: "x" }));
  assert.deepEqual(whoMay((user) => maySeeAccommodation(user, false)), [
    "principal",
    "school_admin",
  ]);
  assert.ok(maySeeAccommodation(as("teacher"), true));
  assert.deepEqual(whoMay(mayHaveAccommodation), ["student"]);
});

Deno.test("a guardian keeps a notice while the child is theirs; all others keep every one", () => {
  const children = new Set(["kid"]);
  const keeps = (about: string | null) => whoMay((user) => mayKeepNotice(user, about, children));
  assert.deepEqual(keeps("kid"), ROLES);
  assert.deepEqual(keeps(null), ROLES);
  assert.deepEqual(keeps("other"), ROLES.filter((role) => role !== "parent"));
});

Deno.test("a teacher opens the pages of pupils and of nobody else", () => {
  const opens = (role: Role, teachesThem: boolean) =>
    whoMay((user) => mayOpenPerson(user, { role }, teachesThem));
  assert.deepEqual(opens("student", true), ["teacher", "principal", "school_admin"]);
  assert.deepEqual(opens("parent", true), ["principal", "school_admin"]);
});

Deno.test("passwords of a class are for teachers and the office, children for guardians", () => {
  assert.deepEqual(whoMay(mayHandOutPasswords), ["teacher", "school_admin"]);
  assert.deepEqual(whoMay(mayFollowChildren), ["parent"]);
});
