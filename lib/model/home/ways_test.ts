import assert from "node:assert/strict";
import { ROLES } from "../../../tests/worlds/every_role.ts";
import { NAVIGATION } from "./navigation.ts";
import { auditNav, personPlace, reviewPlace, rightsPlace, testsPlace, testWay } from "./ways.ts";

Deno.test("teachers come to a person from a class, the office and the principal from the people", () => {
  assert.equal(personPlace("teacher").back.href, "/classes");
  for (const role of ["principal", "school_admin"] as const) {
    assert.deepEqual(personPlace(role), {
      current: "people",
      back: { href: "/people", label: "People" },
    });
  }
});

Deno.test("rightsPlace() goes back to where each role came from", () => {
  const backs = ROLES.map((role) => rightsPlace(role, { id: "kid", name: "Kim" }).back.href);
  const page = "/people/kid";
  assert.deepEqual(backs, ["/account", page, "/children/kid", page, page, page]);
  const of = (role: (typeof ROLES)[number]) => rightsPlace(role, { id: "kid", name: "Kim" });
  assert.deepEqual(ROLES.map((role) => of(role).current), [
    "account",
    "classes",
    "home",
    "people",
    "people",
    "people",
  ]);
});

Deno.test("reviewPlace() says You to the student and the name to all others", () => {
  const it = { assignmentId: "as1", studentId: "kid", studentName: "Kim" };
  assert.deepEqual(ROLES.map((role) => reviewPlace(role, it).who), [
    "You",
    ...Array(5).fill("Kim"),
  ]);
  assert.equal(reviewPlace("student", it).back.href, "/tests");
  assert.equal(reviewPlace("parent", it).back.href, "/children/kid");
  assert.equal(reviewPlace("parent", it).current, "results");
  assert.equal(reviewPlace("teacher", it).back.href, "/assignments/as1/results");
});

Deno.test("testsPlace() is a teacher's own list, and for others that of the class", () => {
  const ofClass = { audience: { kind: "class" as const, classId: "c1" } };
  const ofPeople = { audience: { kind: "people" as const, studentIds: ["kid"] } };
  assert.equal(testsPlace("teacher", ofClass).back.href, "/tests");
  assert.equal(testsPlace("teacher", ofClass).current, "tests");
  assert.equal(testsPlace("principal", ofClass).back.href, "/classes/c1/tests");
  assert.equal(testsPlace("principal", ofClass).current, "classes");
  assert.equal(testsPlace("principal", ofPeople).back.href, "/classes");
});

Deno.test("testWay() leads those who run a test to the room, and the principal to results", () => {
  assert.deepEqual(ROLES.map((role) => testWay(role, "as1")), [
    null,
    "/assignments/as1/room",
    null,
    "/assignments/as1/results",
    "/assignments/as1/room",
    null,
  ]);
});

Deno.test("the log is found in the settings, or where a role has a place for it", () => {
  for (const role of ["school_admin", "admin"] as const) {
    assert.ok(NAVIGATION[role].some(({ id }) => id === auditNav(role)), role);
  }
});
