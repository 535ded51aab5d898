import { audit } from "../audit.ts";
import { newId } from "../ids.ts";
import { notFound } from "../model/errors.ts";
import type { Teaching } from "../model/people_schema.ts";
import type { User } from "../model/user.ts";
import { requireClass } from "./classes.ts";
import { fieldError, isTaken, type PeopleDeps, requireRunner } from "./deps.ts";

/** Lets a teacher teach a subject in a class; a repeat changes nothing. @throws {DomainError} `forbidden`; `not_found`; `invalid/fields`. */
export async function addTeaching(
  deps: PeopleDeps,
  user: User,
  it: { classId: string; teacherId: string; subjectId: string },
): Promise<Teaching> {
  requireRunner(user);
  const { name } = await requireClass(deps, user, it.classId);
  const teacher = await deps.tables.people.find({ schoolId: user.schoolId, id: it.teacherId });
  if (teacher?.role !== "teacher") throw fieldError("teacherId", "Choose a teacher");
  const subject = await deps.tables.subjects.find({ schoolId: user.schoolId, id: it.subjectId });
  if (subject === null) throw fieldError("subjectId", "Choose a subject");
  const row = { id: newId(), schoolId: user.schoolId, createdAt: deps.now(), ...it };
  const triple = `${it.teacherId}/${it.classId}/${it.subjectId}`;
  try {
    await deps.tables.teachings.insert(row);
  } catch (error) {
    const there = await deps.tables.teachings.findBy("triple", user.schoolId, triple);
    if (!isTaken(error, "triple") || there === null) throw error;
    return there;
  }
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "teaching.added",
    targetId: it.teacherId,
    summary: `${teacher.name} teaches ${subject.name} in ${name}`,
  });
  return row;
}

/** @throws {DomainError} `forbidden`; `not_found`. */
export async function removeTeaching(deps: PeopleDeps, user: User, id: string): Promise<void> {
  requireRunner(user);
  const row = await deps.tables.teachings.find({ schoolId: user.schoolId, id });
  if (row === null) throw notFound();
  await deps.tables.teachings.remove(row);
  const teacher = await deps.tables.people.find({ schoolId: user.schoolId, id: row.teacherId });
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "teaching.removed",
    targetId: row.teacherId,
    summary: `${teacher?.name ?? "A teacher"} no longer teaches a subject in a class`,
  });
}
