import { audit } from "../audit.ts";
import { newId } from "../ids.ts";
import type { Enrolment } from "../model/people_schema.ts";
import type { User } from "../model/user.ts";
import { requireClass } from "./classes.ts";
import { isTaken, type PeopleDeps, requirePerson, requireRunner } from "./deps.ts";

/** Puts a student into a class from now on; one who is in it stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function enrol(
  deps: PeopleDeps,
  user: User,
  { studentId, classId }: { studentId: string; classId: string },
): Promise<Enrolment> {
  requireRunner(user);
  const student = await requirePerson(deps, user, studentId, ["student"]);
  const { name } = await requireClass(deps, user, classId);
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
  try {
    await deps.tables.enrolments.insert(row);
  } catch (error) {
    const there = await deps.tables.enrolments.findBy(
      "current",
      user.schoolId,
      `${studentId}/${classId}`,
    );
    if (!isTaken(error, "current") || there === null) throw error;
    return there;
  }
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "student.enrolled",
    targetId: studentId,
    summary: `Put ${student.name} into ${name}`,
  });
  return row;
}

/** Takes a student out of a class now; what was written there stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function endEnrolment(
  deps: PeopleDeps,
  user: User,
  { studentId, classId }: { studentId: string; classId: string },
): Promise<void> {
  requireRunner(user);
  const student = await requirePerson(deps, user, studentId);
  const { name } = await requireClass(deps, user, classId);
  const pair = `${studentId}/${classId}`;
  const current = await deps.tables.enrolments.findBy("current", user.schoolId, pair);
  if (current === null) return;
  const untilAt = deps.now();
  await deps.tables.enrolments.update(
    current,
    (it) => it.untilAt === null ? { ...it, untilAt } : it,
  );
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "student.left",
    targetId: studentId,
    summary: `Took ${student.name} out of ${name}`,
  });
}
