import type { User } from "../access/user.ts";
import { listAll } from "../store/store.ts";
import type { AuthoringDeps } from "./deps.ts";

/** Names of the school's subjects by id, by name. */
export async function subjectNames(
  { tables }: AuthoringDeps,
  { schoolId }: User,
): Promise<Map<string, string>> {
  const subjects = await listAll(tables.subjects, "all", schoolId, []);
  return new Map(subjects.map(({ id, name }) => [id, name]));
}
