import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import type { Enrolment, Person, SchoolClass } from "../model/people/people_schema.ts";
import { byName } from "../model/names/order.ts";
import { classIdsOf } from "../access/relations.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import { requireClass } from "./classes.ts";
import { insertOrFind, type PeopleDeps, requirePerson, requireRunner } from "./deps.ts";

/** The classes that a student is in now, by name. */
export async function classesOfStudent(
  deps: PeopleDeps,
  { schoolId, id }: Pick<Person, "schoolId" | "id">,
): Promise<SchoolClass[]> {
  const ids = await classIdsOf(deps, { schoolId, id });
  return byName(await deps.tables.classes.findMany(schoolId, ids), ({ name }) => name);
}

/** The same of several students, by their ids. @throws {DomainError} `forbidden` for who puts nobody into classes. */
export async function classesOfStudents(
  deps: PeopleDeps,
  user: User,
  studentIds: readonly string[],
): Promise<Map<string, SchoolClass[]>> {
  requireRunner(user);
  const { schoolId } = user;
  const classes = await Promise.all(
    studentIds.map((id) => classesOfStudent(deps, { schoolId, id })),
  );
  return new Map(studentIds.map((id, at) => [id, classes[at]!]));
}

/** Puts a student into a class from now on; one who is in it stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function enrol(
  deps: PeopleDeps,
  user: User,
  { studentId, classId }: { studentId: string; classId: string },
): Promise<Enrolment> {
  requireRunner(user);
  await requirePerson(deps, user, studentId, ["student"]);
  await requireClass(deps, user, classId);
  const at = deps.now();
  const row = {
    id: newId(),
    schoolId: user.schoolId,
    createdAt: at,
    studentId,
    classId,
    fromAt: at,
    untilAt: null,
  };
  const stored = await insertOrFind(
    deps.tables.enrolments,
    row,
    "current",
    `${studentId}/${classId}`,
  );
  await audit(deps, user, {
    once: stored.id,
    schoolId: user.schoolId,
    action: "student.enrolled",
    targetId: studentId,
    details: { studentId, classId },
  });
  return stored;
}

/** Takes a student out of a class now; what was written there stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function endEnrolment(
  deps: PeopleDeps,
  user: User,
  { studentId, classId }: { studentId: string; classId: string },
): Promise<void> {
  requireRunner(user);
  await requirePerson(deps, user, studentId);
  await requireClass(deps, user, classId);
  const pair = `${studentId}/${classId}`;
  const current = await deps.tables.enrolments.findBy("current", user.schoolId, pair);
  const ended = current === null
    ? await lastOf(deps, user.schoolId, { studentId, classId })
    : await deps.tables.enrolments.update(
      current,
      (it) => it.untilAt === null ? { ...it, untilAt: deps.now() } : it,
    );
  if (ended === null) return;
  await audit(deps, user, {
    once: ended.id,
    schoolId: user.schoolId,
    action: "student.left",
    targetId: studentId,
    details: { studentId, classId },
  });
}

async function lastOf(
  { tables }: PeopleDeps,
  schoolId: string,
  { studentId, classId }: { studentId: string; classId: string },
): Promise<Enrolment | null> {
  const all = await listAll(tables.enrolments, "byStudent", schoolId, [studentId]);
  const here = all.filter((it) => it.classId === classId);
  return here.sort((a, b) => (b.untilAt ?? 0) - (a.untilAt ?? 0))[0] ?? null;
}
