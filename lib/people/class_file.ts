import { notFound } from "../model/process/errors.ts";
import type { ClassFile, ClassLine, TaughtBy } from "../model/people/class_file.ts";
import type { SchoolClass, Year } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { mayRunSchool, maySeeClass, maySeeSchool } from "../access/policy/school.ts";
import { isCurrent, studentsOf } from "../access/relations.ts";
import { classesOfTeacher, teachesClass } from "../access/reader_relations.ts";
import { listAll } from "../store/store.ts";
import type { PeopleDeps } from "./deps.ts";
import { requireClass } from "./classes.ts";
import { inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";

/** The classes that `user` may see, newest year first: all for the office and the principal, their own for teachers. */
export async function listClasses(deps: PeopleDeps, user: User): Promise<ClassLine[]> {
  const { tables } = deps;
  const { schoolId } = user;
  const classes = maySeeSchool(user)
    ? await listAll(tables.classes, "all", schoolId, [])
    : await classesOfTeacher(deps, user);
  const years = await listAll(tables.years, "all", schoolId, [], { reverse: true });
  const order = new Map(years.map(({ id }, i) => [id, i]));
  const lines = await Promise.all(classes.map((it) => lineOf(deps, it, years)));
  return inOrder(
    lines,
    ({ schoolClass: { yearId, name } }) => [order.get(yearId) ?? 0, sortKey(name)],
  );
}

async function lineOf(
  deps: PeopleDeps,
  schoolClass: SchoolClass,
  years: readonly Year[],
): Promise<ClassLine> {
  const { schoolId, id, classTeacherId, yearId } = schoolClass;
  const [classTeacher, enrolments] = await Promise.all([
    classTeacherId === null ? null : deps.tables.people.find({ schoolId, id: classTeacherId }),
    listAll(deps.tables.enrolments, "byClass", schoolId, [id]),
  ]);
  return {
    schoolClass,
    yearName: years.find((it) => it.id === yearId)?.name ?? "",
    classTeacher,
    studentCount: enrolments.filter((it) => isCurrent(it, deps.now())).length,
  };
}

/** A class with who is in it. @throws {DomainError} `not_found` for those who neither see the school nor teach here. */
export async function classFile(deps: PeopleDeps, user: User, id: string): Promise<ClassFile> {
  const schoolClass = await requireClass(deps, user, id);
  const teachesHere = await teachesClass(deps, user, id);
  if (!maySeeClass(user, teachesHere)) throw notFound();
  const years = await listAll(deps.tables.years, "all", user.schoolId, []);
  const [line, students, teachings] = await Promise.all([
    lineOf(deps, schoolClass, years),
    studentsOf(deps, user.schoolId, id),
    taughtBy(deps, schoolClass),
  ]);
  const studentCount = students.length;
  return { ...line, studentCount, students, teachings, mayChange: mayRunSchool(user), teachesHere };
}

async function taughtBy({ tables }: PeopleDeps, it: SchoolClass): Promise<TaughtBy[]> {
  const { schoolId, id } = it;
  const rows = await listAll(tables.teachings, "byClass", schoolId, [id]);
  const [teachers, subjects] = await Promise.all([
    tables.people.findMany(schoolId, rows.map(({ teacherId }) => teacherId)),
    tables.subjects.findMany(schoolId, rows.map(({ subjectId }) => subjectId)),
  ]);
  const found = rows.flatMap((teaching) => {
    const teacher = teachers.find((person) => person.id === teaching.teacherId);
    const subject = subjects.find((one) => one.id === teaching.subjectId);
    return teacher && subject ? [{ teaching, teacher, subject }] : [];
  });
  return inOrder(found, ({ subject, teacher }) => [sortKey(subject.name), sortKey(teacher.name)]);
}
