import type { Role } from "../model/people/people_schema.ts";

/** Who is asking: a signed-in, active person. */
export interface User {
  id: string;
  schoolId: string;
  role: Role;
  name: string;
  /** BCP 47: the person's own, else the school's. */
  locale: string;
}

/** Roles that work for the school. */
export function isStaff(user: User): boolean {
  return user.role === "teacher" || user.role === "principal" || user.role === "school_admin";
}
