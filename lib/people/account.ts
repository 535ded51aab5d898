import type { Person } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { type PeopleDeps, requirePerson } from "./deps.ts";

/** One's own row. */
export async function ownPerson(
  deps: Pick<PeopleDeps, "tables">,
  user: User,
): Promise<Person> {
  return await requirePerson(deps, user, user.id);
}

/** Sets how one's own dates and numbers are written; `null` as the school's. */
export async function changeOwnLocale(
  { tables }: Pick<PeopleDeps, "tables">,
  user: User,
  locale: string | null,
): Promise<void> {
  await tables.people.update(user, (it) => it.locale === locale ? it : { ...it, locale });
}
