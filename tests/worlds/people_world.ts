import type { Person, Role, School } from "../../lib/model/people/people_schema.ts";
import { newSchool } from "../../lib/people/schools.ts";
import { INSTALLATION } from "../../lib/store/store.ts";
import { ORIGIN, T0, type TestApp } from "./test_app.ts";

export function aSchool(overrides: Partial<School> = {}): School {
  const id = overrides.id ?? "school-a";
  const base = { name: `School ${id}`, timeZone: "Asia/Kolkata", locale: "en-IN", code: id };
  return { ...newSchool(id, T0, base), ...overrides };
}

export function aPerson(overrides: Partial<Person> & { role: Role }): Person {
  const id = overrides.id ?? overrides.role;
  return {
    id,
    schoolId: "school-a",
    createdAt: T0,
    name: `Name of ${id}`,
    status: "active",
    email: null,
    username: id.replaceAll("_", ".").toLowerCase(),
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
    ...overrides,
  };
}

/** A school with a class 10 A in which `teacher` teaches Maths to `student`, whose guardian is `parent`. */
export interface World {
  school: School;
  office: Person;
  principal: Person;
  teacher: Person;
  /** Teaches nobody. */
  idleTeacher: Person;
  student: Person;
  /** In no class. */
  otherStudent: Person;
  parent: Person;
  yearId: string;
  classId: string;
  subjectId: string;
}

export async function aWorld({ deps: { tables } }: TestApp, schoolId = "school-a"): Promise<World> {
  const n = schoolId.at(-1)!;
  const school = aSchool({ id: schoolId });
  const person = (id: string, role: Role, name: string) =>
    aPerson({ id: `${id}-${n}`, role, name, schoolId });
  const office = person("office", "school_admin", "Olga Office");
  const principal = person("principal", "principal", "Pia Principal");
  const teacher = person("teacher", "teacher", "Tara Rao");
  const idleTeacher = person("idle", "teacher", "Ivan Idle");
  const student = person("student", "student", "Kabir Mehta");
  const otherStudent = person("other", "student", "Zoya Khan");
  const parent = person("parent", "parent", "Meera Mehta");
  const people = [office, principal, teacher, idleTeacher, student, otherStudent, parent];
  await tables.schools.insert(school);
  for (const it of people) await tables.people.insert(it);
  const row = (id: string) => ({ id: `${id}-${n}`, schoolId, createdAt: T0 });
  const [yearId, classId, subjectId] = [`year-${n}`, `class-${n}`, `maths-${n}`];
  const DAY = 86_400_000;
  await tables.years.insert({
    ...row("year"),
    name: "2026-27",
    fromAt: T0 - 100 * DAY,
    untilAt: T0 + 200 * DAY,
  });
  await tables.classes.insert({
    ...row("class"),
    yearId,
    name: "Class 10 A",
    grade: "10",
    section: "A",
    classTeacherId: null,
  });
  await tables.subjects.insert({ ...row("maths"), name: "Maths" });
  await tables.teachings.insert({ ...row("teaching"), teacherId: teacher.id, classId, subjectId });
  await tables.enrolments.insert({
    ...row("enrolment"),
    studentId: student.id,
    classId,
    fromAt: T0 - DAY,
    untilAt: null,
  });
  await tables.guardianLinks.insert({
    ...row("link"),
    guardianId: parent.id,
    studentId: student.id,
    sinceAt: T0,
  });
  const all = { school, office, principal, teacher, idleTeacher, student, otherStudent, parent };
  return { ...all, yearId, classId, subjectId };
}

/** The administrator of the installation. */
export async function anAdmin({ deps: { tables } }: TestApp): Promise<Person> {
  const admin = aPerson({ role: "admin", schoolId: INSTALLATION, name: "Ada Admin" });
  await tables.people.insert(admin);
  return admin;
}

/** A form as a browser sends it; `headers` say who. */
export function formPost(
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): RequestInit {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return { method: "POST", body, headers: { origin: ORIGIN, accept: "text/html", ...headers } };
}

/** A JSON request. */
export function jsonSend(
  method: "POST" | "PATCH" | "PUT",
  body: unknown,
  headers: Record<string, string> = {},
): RequestInit {
  return {
    method,
    body: JSON.stringify(body),
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
  };
}

/** The session cookie that an answer sets, as a request sends it back; `null` where it sets none. */
export function sessionCookie(response: Response): string | null {
  const set = response.headers.getSetCookie().find((it) => it.startsWith("plp_session="));
  const pair = set?.split(";")[0];
  return pair && pair !== "plp_session=" ? pair : null;
}
