import type { Clock } from "../process/clock.ts";
import type { Enrolment, Person, SchoolClass, Teaching } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { byName, inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";

export type RelationDeps = {
  tables: Pick<Tables, "teachings" | "enrolments" | "guardianLinks" | "classes" | "people">;
} & Clock;

/** Whether the enrolment holds at `now`; it ends at exactly `untilAt`. */
export function isCurrent({ fromAt, untilAt }: Enrolment, now: number): boolean {
  return fromAt <= now && (untilAt === null || now < untilAt);
}

/** What a teacher teaches, in every class. */
export async function teachingsOf(
  { tables }: RelationDeps,
  teacher: Pick<User, "id" | "schoolId">,
): Promise<Teaching[]> {
  return await listAll(tables.teachings, "byTeacher", teacher.schoolId, [teacher.id]);
}

/** Classes a student is enrolled in now. */
export async function classIdsOf(
  { tables, now }: RelationDeps,
  student: Pick<User, "id" | "schoolId">,
): Promise<string[]> {
  const enrolments = await listAll(tables.enrolments, "byStudent", student.schoolId, [student.id]);
  return enrolments.filter((it) => isCurrent(it, now())).map(({ classId }) => classId);
}

/** Students enrolled in a class now, by register number and name; suspended ones left out. */
export async function studentsOf(
  { tables, now }: RelationDeps,
  schoolId: string,
  classId: string,
): Promise<Person[]> {
  const enrolments = await listAll(tables.enrolments, "byClass", schoolId, [classId]);
  const ids = enrolments.filter((it) => isCurrent(it, now())).map(({ studentId }) => studentId);
  const people = await tables.people.findMany(schoolId, [...new Set(ids)]);
  return byRegister(people.filter(({ status }) => status !== "suspended"));
}

/** Students by register number and name. */
export function byRegister(students: readonly Person[]): Person[] {
  return inOrder(students, registerKeys);
}

/** What the order of a register compares, for `inOrder()`. */
export function registerKeys({ rollNumber, name }: Person): [string, string] {
  return [sortKey(rollNumber ?? ""), sortKey(name)];
}

/** A guardian's children. */
export async function childIdsOf(
  { tables }: RelationDeps,
  guardian: Pick<User, "id" | "schoolId">,
): Promise<string[]> {
  const links = await listAll(tables.guardianLinks, "byGuardian", guardian.schoolId, [guardian.id]);
  return links.map(({ studentId }) => studentId);
}

/** A student's guardians. */
export async function guardianIdsOf(
  { tables }: RelationDeps,
  schoolId: string,
  studentId: string,
): Promise<string[]> {
  const links = await listAll(tables.guardianLinks, "byStudent", schoolId, [studentId]);
  return links.map(({ guardianId }) => guardianId);
}

/** Classes a teacher teaches in or is class teacher of. */
export async function taughtClasses(
  deps: RelationDeps,
  teacher: Pick<User, "id" | "schoolId">,
): Promise<SchoolClass[]> {
  const [teachings, own] = await Promise.all([
    teachingsOf(deps, teacher),
    listAll(deps.tables.classes, "byClassTeacher", teacher.schoolId, [teacher.id]),
  ]);
  const ids = new Set([...teachings.map(({ classId }) => classId), ...own.map(({ id }) => id)]);
  const classes = await deps.tables.classes.findMany(teacher.schoolId, [...ids]);
  return byName(classes, ({ name }) => name);
}

/** Whether the teacher teaches this student now: a teaching, or being class teacher, of a class the student is in. */
export async function teaches(
  deps: RelationDeps,
  teacher: Pick<User, "id" | "schoolId">,
  studentId: string,
): Promise<boolean> {
  const [classes, studentIn] = await Promise.all([
    taughtClasses(deps, teacher),
    classIdsOf(deps, { id: studentId, schoolId: teacher.schoolId }),
  ]);
  return classes.some(({ id }) => studentIn.includes(id));
}

/** Whether the guardian is linked to this student. */
export async function guards(
  { tables }: RelationDeps,
  guardian: Pick<User, "id" | "schoolId">,
  studentId: string,
): Promise<boolean> {
  return await tables.guardianLinks.findBy(
    "pair",
    guardian.schoolId,
    `${guardian.id}/${studentId}`,
  ) !== null;
}
