import { INSTALLATION } from "../../store/store.ts";
import type { User } from "../user.ts";

/**
 * Who may do what stands in this folder alone, a file a subject. Rules are pure; what they need to know of relationships comes
 * as an argument from `lib/access/relations.ts`. Rows are the asker's own school's already: stores are scoped.
 * @module
 */

/** Year, classes, subjects, teachings, enrolments, guardians, settings. */
export function mayRunSchool(user: User): boolean {
  return user.role === "school_admin";
}

/** Lists of people and classes of the whole school. */
export function maySeeSchool(user: User): boolean {
  return user.role === "school_admin" || user.role === "principal";
}

/** A class with who is in it, and what it was given. @param teachesHere In any subject or as class teacher. */
export function maySeeClass(user: User, teachesHere: boolean): boolean {
  return maySeeSchool(user) || teachesHere;
}

/** Schools themselves, and who first runs them: the administrator of the installation, who belongs to no school. */
export function mayRunInstallation(user: User): boolean {
  return user.role === "admin" && user.schoolId === INSTALLATION;
}

/** Who did what: the office in its own school, and the administrator of the installation what concerns no school. */
export function mayReadAudit(user: User): boolean {
  return user.role === "admin" ? user.schoolId === INSTALLATION : mayRunSchool(user);
}
