import type { Person, SchoolClass } from "../model/people/people_schema.ts";
import { guards, type RelationDeps, taughtClasses, teaches } from "./relations.ts";
import { isGuardian, isStudent, isTeacher } from "./roles.ts";
import type { User } from "./user.ts";

/**
 * What a person has to do with a student or a class by their role. A role that cannot have the relation costs no read.
 * @module
 */

/** Whether `user` is a teacher who teaches this student now. */
export async function isPupilOf(
  deps: RelationDeps,
  user: User,
  studentId: string,
): Promise<boolean> {
  return isTeacher(user) && await teaches(deps, user, studentId);
}

/** Whether `user` is a guardian to whom this student is linked. */
export async function isChildOf(
  deps: RelationDeps,
  user: User,
  studentId: string,
): Promise<boolean> {
  return isGuardian(user) && await guards(deps, user, studentId);
}

/** Whether `user` is the student, or a guardian or teacher of theirs. */
export async function isRelatedTo(
  deps: RelationDeps,
  user: User,
  studentId: string,
): Promise<boolean> {
  if (isStudent(user)) return user.id === studentId;
  return await isChildOf(deps, user, studentId) || await isPupilOf(deps, user, studentId);
}

/** Classes in which a teacher teaches or is class teacher; none for all other roles. */
export async function classesOfTeacher(
  deps: RelationDeps,
  person: Pick<Person, "id" | "schoolId" | "role">,
): Promise<SchoolClass[]> {
  return isTeacher(person) ? await taughtClasses(deps, person) : [];
}

/** Whether `user` is a teacher who teaches in this class or is its class teacher. */
export async function teachesClass(
  deps: RelationDeps,
  user: User,
  classId: string,
): Promise<boolean> {
  return (await classesOfTeacher(deps, user)).some(({ id }) => id === classId);
}
