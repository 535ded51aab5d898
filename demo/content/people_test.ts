import assert from "node:assert/strict";
import {
  DisplaySchema,
  EmailSchema,
  SchoolSchema,
  UsernameSchema,
} from "../../lib/model/people/people_schema.ts";
import { ACCOMMODATIONS, GUARDIANS, STUDENTS, studentsOf } from "./people.ts";
import { CLASSES, requireTeacher, SCHOOL, STAFF, SUBJECTS } from "./school.ts";

Deno.test("the demo school has 144 students with names of their own", () => {
  assert.equal(STUDENTS.length, 144);
  assert.equal(new Set(STUDENTS.map((it) => it.name)).size, 144);
  assert.ok(new Set(STUDENTS.map((it) => it.name.split(" ")[0])).size >= 100);
  for (const { key } of CLASSES) {
    const rolls = studentsOf(key).map((it) => it.rollNumber);
    assert.deepEqual(rolls, Array.from({ length: 36 }, (_, i) => String(i + 1)));
  }
  const abilities = STUDENTS.map((it) => it.ability);
  const mean = abilities.reduce((a, b) => a + b) / 144;
  assert.ok(Math.abs(mean) < 0.25, `mean ability ${mean}`);
});

Deno.test("sign-in names and addresses of the demo are valid and unique", () => {
  const names = [...STAFF, ...STUDENTS, ...GUARDIANS].map((it) => it.username);
  assert.ok(names.length > 300);
  assert.equal(new Set(names).size, names.length);
  names.forEach((name) => UsernameSchema.parse(name));
  const emails = [...STAFF, ...GUARDIANS].map((it) => it.email);
  assert.equal(new Set(emails).size, emails.length);
  emails.forEach((email) => EmailSchema.parse(email));
  SchoolSchema.pick({ name: true, code: true, timeZone: true, locale: true, passPercent: true })
    .parse(SCHOOL);
});

Deno.test("every class of the demo has a class teacher and all subjects", () => {
  assert.equal(STAFF.filter((it) => it.role === "teacher").length, 8);
  for (const { key } of CLASSES) {
    assert.equal(STAFF.filter((it) => it.classTeacherOf === key).length, 1);
    for (const subject of SUBJECTS) assert.equal(requireTeacher(subject, key).role, "teacher");
  }
});

Deno.test("every student of the demo has a guardian of the same surname", () => {
  const nameOf = new Map(STUDENTS.map((it) => [it.username, it.name]));
  const surname = (name: string) => name.split(" ").at(-1);
  const cared = new Map<string, number>();
  for (const { name, children } of GUARDIANS) {
    for (const child of children) {
      assert.equal(surname(nameOf.get(child) ?? ""), surname(name));
      cared.set(child, (cared.get(child) ?? 0) + 1);
    }
  }
  assert.equal(cared.size, 144);
  assert.ok([...cared.values()].every((n) => n === 1 || n === 2));
  assert.ok(GUARDIANS.filter((it) => it.children.length === 2).length >= 12);
});

Deno.test("accommodations of the demo fit the schema", () => {
  assert.equal(ACCOMMODATIONS.length, 4);
  assert.equal(new Set(ACCOMMODATIONS.map((it) => it.student)).size, 4);
  for (const { student, display } of ACCOMMODATIONS) {
    assert.ok(STUDENTS.some((it) => it.username === student));
    DisplaySchema.parse(display);
  }
});
