import { audit, isAudited } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { SchoolClass } from "../model/people/people_schema.ts";
import { isTeacher } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import {
  fieldError,
  type IdOfNew,
  isTaken,
  type PeopleDeps,
  requireRunner,
  takenError,
} from "./deps.ts";
import { isolated } from "../model/text/text_signs.ts";

export interface ClassCommand {
  name: string;
  yearId: string;
  grade: string;
  section: string;
  classTeacherId: string | null;
}

/** A class of the user's school. @throws {DomainError} `not_found`. */
export async function requireClass(
  { tables }: Pick<PeopleDeps, "tables">,
  user: User,
  id: string,
): Promise<SchoolClass> {
  const found = await tables.classes.find({ schoolId: user.schoolId, id });
  if (found === null) throw notFound();
  return found;
}

/** Adds a class, once for each `idOfNew`, or with `id` changes one. @throws {DomainError} `forbidden`; `not_found`; `invalid/fields`; `conflict/name_taken`. */
export async function saveClass(
  deps: PeopleDeps,
  user: User,
  { id, idOfNew, ...command }: ClassCommand & { id?: string } & IdOfNew,
): Promise<SchoolClass> {
  requireRunner(user);
  if (id !== undefined) await requireClass(deps, user, id);
  await checkClass(deps, user, command);
  const saved = await storeClass(deps, { ...command, id, idOfNew, schoolId: user.schoolId });
  await audit(deps, user, {
    ...(id === undefined && { once: "" }),
    schoolId: user.schoolId,
    action: id === undefined ? "class.added" : "class.changed",
    targetId: saved.id,
    details: { classId: saved.id, teacherId: saved.classTeacherId },
  });
  return saved;
}

async function storeClass(
  { tables, now }: PeopleDeps,
  { id, idOfNew = newId(), schoolId, ...command }:
    & ClassCommand
    & { id: string | undefined; schoolId: string }
    & IdOfNew,
): Promise<SchoolClass> {
  try {
    if (id !== undefined) {
      return await tables.classes.update({ schoolId, id }, (it) => ({ ...it, ...command }));
    }
    return await tables.classes.ensure({ id: idOfNew, schoolId, createdAt: now(), ...command });
  } catch (error) {
    if (isTaken(error, "name")) throw takenError("name", "This year has a class with this name");
    throw error;
  }
}

async function checkClass(
  deps: PeopleDeps,
  user: User,
  command: ClassCommand,
): Promise<void> {
  const { yearId, classTeacherId } = command;
  if (await deps.tables.years.find({ schoolId: user.schoolId, id: yearId }) === null) {
    throw fieldError("yearId", "Choose a year");
  }
  if (classTeacherId === null) return;
  const teacher = await deps.tables.people.find({ schoolId: user.schoolId, id: classTeacherId });
  if (teacher === null || !isTeacher(teacher)) {
    throw fieldError("classTeacherId", "Choose a teacher");
  }
}

/** Removes a class that never had a student, a subject or a test. @throws {DomainError} `forbidden`; `not_found`; `conflict/in_use`. */
export async function removeClass(deps: PeopleDeps, user: User, id: string): Promise<void> {
  requireRunner(user);
  const { tables } = deps;
  const action = "class.removed" as const;
  const removal = { once: user.id, schoolId: user.schoolId, action, targetId: id };
  const found = await tables.classes.find({ schoolId: user.schoolId, id });
  if (found === null) {
    if (await isAudited(deps, removal)) return;
    throw notFound();
  }
  const used = await Promise.all([
    tables.enrolments.count("byClass", user.schoolId, [id], 1),
    tables.teachings.count("byClass", user.schoolId, [id], 1),
    tables.assignments.count("byClass", user.schoolId, [id], 1),
  ]);
  if (used.some((n) => n > 0)) {
    throw new DomainError(
      "conflict",
      `${isolated(found.name)} has been used, so its records stay`,
      {
        reason: "in_use",
      },
    );
  }
  // First: of a row that is gone nothing could be written down any more.
  await audit(deps, user, { ...removal, details: { classId: id, "classId.was": found.name } });
  await tables.classes.remove(found);
}
