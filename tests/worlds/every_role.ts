import type { User } from "../../lib/access/user.ts";
import type { Role } from "../../lib/model/people/people_schema.ts";

export const ROLES: readonly Role[] = [
  "student",
  "teacher",
  "parent",
  "principal",
  "school_admin",
  "admin",
];

/** Somebody of this role who has nothing to do with anything but by their id. */
export function as(role: Role, id = "me"): User {
  return { id, schoolId: "s1", role, name: id, locale: "en" };
}

/** The roles that a rule lets. */
export function whoMay(may: (user: User) => boolean): Role[] {
  return ROLES.filter((role) => may(as(role)));
}
