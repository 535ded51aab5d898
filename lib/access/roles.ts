import type { Role } from "../model/people/people_schema.ts";

/**
 * A role as a fact of a person: who can be a class teacher, who stands in a register. What a role may see or do is asked of
 * `lib/access/policy/`.
 * @module
 */

export function isStudent({ role }: { role: Role }): boolean {
  return role === "student";
}

export function isTeacher({ role }: { role: Role }): boolean {
  return role === "teacher";
}

export function isGuardian({ role }: { role: Role }): boolean {
  return role === "parent";
}

export function isOffice({ role }: { role: Role }): boolean {
  return role === "school_admin";
}
