import { audit, isAudited } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { notFound } from "../model/process/errors.ts";
import type { Teaching } from "../model/people/people_schema.ts";
import { isTeacher } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import { requireClass } from "./classes.ts";
import { fieldError, insertOrFind, type PeopleDeps, requireRunner } from "./deps.ts";

/** Lets a teacher teach a subject in a class; a repeat changes nothing. @throws {DomainError} `forbidden`; `not_found`; `invalid/fields`. */
export async function addTeaching(
  deps: PeopleDeps,
  user: User,
  it: { classId: string; teacherId: string; subjectId: string },
): Promise<Teaching> {
  requireRunner(user);
  await requireClass(deps, user, it.classId);
  const teacher = await deps.tables.people.find({ schoolId: user.schoolId, id: it.teacherId });
  if (teacher === null || !isTeacher(teacher)) throw fieldError("teacherId", "Choose a teacher");
  const subject = await deps.tables.subjects.find({ schoolId: user.schoolId, id: it.subjectId });
  if (subject === null) throw fieldError("subjectId", "Choose a subject");
  const row = { id: newId(), schoolId: user.schoolId, createdAt: deps.now(), ...it };
  const triple = `${it.teacherId}/${it.classId}/${it.subjectId}`;
  const stored = await insertOrFind(deps.tables.teachings, row, "triple", triple);
  await audit(deps, user, {
    once: stored.id,
    schoolId: user.schoolId,
    action: "teaching.added",
    targetId: it.teacherId,
    details: it,
  });
  return stored;
}

/** What was removed already stays so. @throws {DomainError} `forbidden`; `not_found` for what never was there. */
export async function removeTeaching(deps: PeopleDeps, user: User, id: string): Promise<void> {
  requireRunner(user);
  const { schoolId } = user;
  const removal = { once: user.id, schoolId, action: "teaching.removed" as const, targetId: id };
  const row = await deps.tables.teachings.find({ schoolId, id });
  if (row === null) {
    if (await isAudited(deps, removal)) return;
    throw notFound();
  }
  // First: of a row that is gone nothing could be written down any more.
  await audit(deps, user, {
    ...removal,
    details: { teacherId: row.teacherId, subjectId: row.subjectId, classId: row.classId },
  });
  await deps.tables.teachings.remove(row);
}
