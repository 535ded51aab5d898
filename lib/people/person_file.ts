import { notFound } from "../model/process/errors.ts";
import { isRunOut, oneTimeUntil } from "../model/access/one_time.ts";
import type { Person, SchoolClass } from "../model/people/people_schema.ts";
import type { PersonFile, TaughtSubject } from "../model/people/person_file.ts";
import type { User } from "../access/user.ts";
import { mayGrantAccommodation, mayOpenPerson, mayResetPassword } from "../access/policy/people.ts";
import { mayRunSchool, maySeeSchool } from "../access/policy/school.ts";
import { classesOfTeacher, isPupilOf } from "../access/reader_relations.ts";
import { guardianIdsOf, teachingsOf } from "../access/relations.ts";
import { isGuardian, isStudent, isTeacher } from "../access/roles.ts";
import { listAll } from "../store/store.ts";
import type { PeopleDeps } from "./deps.ts";
import { requirePerson } from "./deps.ts";
import { classesOfStudent } from "./enrolments.ts";
import { byName, inOrder } from "../model/names/order.ts";
import { sortKey } from "../model/names/sort_key.ts";

/** For the office and the principal, and for teachers their pupils. @throws {DomainError} `not_found` for all others. */
export async function personFile(
  deps: PeopleDeps,
  user: User,
  id: string,
): Promise<PersonFile> {
  const person = await requirePerson(deps, user, id);
  const pupil = isStudent(person) && await isPupilOf(deps, user, id);
  if (!mayOpenPerson(user, person, pupil)) throw notFound();
  const [classes, teachings, guardians, children] = await Promise.all([
    classesOf(deps, person),
    taughtSubjects(deps, person),
    isStudent(person) ? guardiansOf(deps, person) : [],
    childrenOf(deps, person),
  ]);
  return {
    person,
    classes,
    teachings,
    guardians,
    children,
    opens: await opensOf(deps, user, { classes, people: [...guardians, ...children] }),
    extraTimePercent: await extraTime(deps, person),
    oneTime: oneTimeOf(deps, person),
    mayChange: mayRunSchool(user),
    mayReset: person.status === "active" && mayResetPassword(user, person, pupil),
    mayGrant: mayGrantAccommodation(user),
  };
}

/** A teacher opens classes they teach in; a pupil's guardian is nobody they teach. */
async function opensOf(
  deps: PeopleDeps,
  user: User,
  { classes, people }: { classes: readonly SchoolClass[]; people: readonly Person[] },
): Promise<ReadonlySet<string>> {
  const taught = await classesOfTeacher(deps, user);
  const own = new Set(taught.map(({ id }) => id));
  return new Set([
    ...classes.filter(({ id }) => maySeeSchool(user) || own.has(id)).map(({ id }) => id),
    ...people.filter((it) => mayOpenPerson(user, it, false)).map(({ id }) => id),
  ]);
}

function oneTimeOf({ now }: PeopleDeps, person: Person): PersonFile["oneTime"] {
  const untilAt = oneTimeUntil(person);
  return untilAt === null ? null : { untilAt, isRunOut: isRunOut(person, now()) };
}

async function classesOf(deps: PeopleDeps, person: Person): Promise<SchoolClass[]> {
  return isStudent(person)
    ? await classesOfStudent(deps, person)
    : await classesOfTeacher(deps, person);
}

async function taughtSubjects(deps: PeopleDeps, person: Person): Promise<TaughtSubject[]> {
  if (!isTeacher(person)) return [];
  const teachings = await teachingsOf(deps, person);
  const { schoolId } = person;
  const [classes, subjects] = await Promise.all([
    deps.tables.classes.findMany(schoolId, teachings.map(({ classId }) => classId)),
    deps.tables.subjects.findMany(schoolId, teachings.map(({ subjectId }) => subjectId)),
  ]);
  const taught = teachings.flatMap((teaching) => {
    const schoolClass = classes.find(({ id }) => id === teaching.classId);
    const subject = subjects.find(({ id }) => id === teaching.subjectId);
    return schoolClass && subject ? [{ teaching, schoolClass, subject }] : [];
  });
  return inOrder(taught, ({ schoolClass, subject }) => [
    sortKey(schoolClass.name),
    sortKey(subject.name),
  ]);
}

async function guardiansOf(deps: PeopleDeps, { schoolId, id }: Person): Promise<Person[]> {
  const ids = await guardianIdsOf(deps, schoolId, id);
  return byName(await deps.tables.people.findMany(schoolId, ids), ({ name }) => name);
}

async function childrenOf({ tables }: PeopleDeps, person: Person): Promise<Person[]> {
  if (!isGuardian(person)) return [];
  const links = await listAll(tables.guardianLinks, "byGuardian", person.schoolId, [person.id]);
  const ids = links.map(({ studentId }) => studentId);
  return byName(await tables.people.findMany(person.schoolId, ids), ({ name }) => name);
}

async function extraTime({ tables, now }: PeopleDeps, person: Person): Promise<number | null> {
  if (!isStudent(person)) return null;
  const row = await tables.accommodations.find(person);
  if (row === null || now() < row.validFromAt) return 0;
  if (row.validToAt !== null && now() >= row.validToAt) return 0;
  return Math.round((row.timeFactor - 1) * 100);
}
