import type { Person } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import type { AuthoringDeps } from "./deps.ts";

/** The school's other teachers, by name. */
export async function colleaguesOf(
  { tables }: AuthoringDeps,
  { id, schoolId }: User,
): Promise<Person[]> {
  const teachers = await listAll(tables.people, "byRole", schoolId, ["teacher"]);
  return teachers.filter((it) => it.id !== id && it.status !== "suspended");
}
