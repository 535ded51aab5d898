import type { Role } from "../../model/people/people_schema.ts";
import type { User } from "../user.ts";
import { maySeeSchool } from "./school.ts";

/** Roles that `user` may give to others; never to oneself, and `admin` is made on the command line alone. */
export function rolesToGive(user: User): readonly Role[] {
  return user.role === "school_admin"
    ? ["student", "teacher", "parent", "principal", "school_admin"]
    : [];
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

/** Who grants extra time and larger print. */
export function mayGrantAccommodation(user: User): boolean {
  return user.role === "school_admin" || user.role === "principal";
}

/** @param related Teaches the student, is the student's guardian, or is the student. */
export function maySeeAccommodation(user: User, related: boolean): boolean {
  return mayGrantAccommodation(user) || related;
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
