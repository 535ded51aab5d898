import assert from "node:assert/strict";
import { as, ROLES, whoMay } from "../../../tests/worlds/every_role.ts";
import { mayGrantAccommodation, mayOpenStudent, mayResetPassword, rolesToGive } from "./people.ts";

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
