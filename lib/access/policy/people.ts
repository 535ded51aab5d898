import type { Role } from "../../model/people/people_schema.ts";
import type { User } from "../user.ts";
import { maySeeSchool } from "./school.ts";

/** Roles that `user` may give to others; never to oneself, and `admin` is made on the command line alone. */
export function rolesToGive(user: User): readonly Role[] {
  return user.role === "school_admin"
    ? ["student", "teacher", "parent", "principal", "school_admin"]
    : [];
}

/** Whether `user` may make somebody this. */
export function mayGiveRole(user: User, role: Role): boolean {
  return rolesToGive(user).includes(role);
}

/** Who gets a new password on the command line, because nobody else may give them one. */
export function isRecoverable({ role }: { role: Role }): boolean {
  return role === "admin" || role === "school_admin";
}

/** @param teachesThem The person is a student whom `user` teaches now. */
export function mayResetPassword(
  user: User,
  person: { id: string; role: Role },
  teachesThem: boolean,
): boolean {
  if (person.id === user.id || person.role === "admin") return false;
  if (user.role === "school_admin") return true;
  return user.role === "teacher" && person.role === "student" && teachesThem;
}

/** One-time passwords of a class: the office's for everybody, a teacher's for pupils, as {@linkcode mayResetPassword} says. */
export function mayHandOutPasswords(user: User): boolean {
  return user.role === "school_admin" || user.role === "teacher";
}

/** Sees weeks and results of children; of which, the links say. */
export function mayFollowChildren(user: User): boolean {
  return user.role === "parent";
}

/** Who grants extra time and larger print. */
export function mayGrantAccommodation(user: User): boolean {
  return user.role === "school_admin" || user.role === "principal";
}

/** @param related Teaches the student, is the student's guardian, or is the student. */
export function maySeeAccommodation(user: User, related: boolean): boolean {
  return mayGrantAccommodation(user) || related;
}

/** Why rights were granted: the office, and who granted them. */
export function maySeeAccommodationNote(user: User, { grantedBy }: { grantedBy: string }): boolean {
  return user.role === "school_admin" || grantedBy === user.id;
}

/** Whether a student's own account leads to lasting rights. */
export function mayHaveAccommodation(user: User): boolean {
  return user.role === "student";
}

/**
 * What a guardian was told of a child is theirs for as long as the child is.
 *
 * @param about The child; `null` where a notice is about none.
 * @param children Ids of those whom a guardian has now.
 */
export function mayKeepNotice(
  user: User,
  about: string | null,
  children: ReadonlySet<string>,
): boolean {
  return user.role !== "parent" || about === null || children.has(about);
}

/**
 * A student's page with results and what is open, by name: who sees the school, and the student's teachers.
 *
 * @param teachesThem In any subject or as class teacher, now.
 */
export function mayOpenStudent(user: User, teachesThem: boolean): boolean {
  return maySeeSchool(user) || (user.role === "teacher" && teachesThem);
}

/** Anybody's page: of a student as above, of all others for who sees the school. */
export function mayOpenPerson(
  user: User,
  { role }: { role: Role },
  teachesThem: boolean,
): boolean {
  return role === "student" ? mayOpenStudent(user, teachesThem) : maySeeSchool(user);
}
