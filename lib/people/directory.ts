import { DomainError } from "../model/process/errors.ts";
import type { Person, Role } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { askedWords } from "./search_words.ts";
import { maySeeSchool } from "../access/policy/school.ts";
import type { Page } from "../store/store.ts";
import type { PeopleDeps } from "./deps.ts";
import { findPeople } from "./find_people.ts";

export interface DirectoryQuery {
  /** The beginnings of words of a name, username or e-mail address, in any order, and the name of a class. */
  q?: string | undefined;
  role?: Role | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
  limit?: number;
}

/** Longer than any word of a name or an address, also where a letter is compared as two. */
const MAX_WORD = 300;

/** People of the school by name. @throws {DomainError} `forbidden` for those who do not see the whole school. */
export async function listPeople(
  deps: Pick<PeopleDeps, "tables" | "now">,
  user: User,
  query: DirectoryQuery,
): Promise<Page<Person>> {
  if (!maySeeSchool(user)) {
    throw new DomainError("forbidden", "This page is for other people of the school");
  }
  const { q = "", role, after, limit = 50 } = query;
  const words = askedWords(q);
  const { schoolId } = user;
  if (words.some((it) => it.length > MAX_WORD)) return { items: [], next: null };
  if (words.length > 0) return await findPeople(deps, { schoolId, words, role, after, limit });
  // Signs alone, such as "!", find nobody.
  if (q.trim() !== "") return { items: [], next: null };
  return role === undefined
    ? await deps.tables.people.list("byName", schoolId, [], { limit, after })
    : await deps.tables.people.list("byRole", schoolId, [role], { limit, after });
}

/** People of one role, all of them: teachers to choose from. Suspended ones are left out. */
export async function staffToChoose(
  { tables }: Pick<PeopleDeps, "tables">,
  schoolId: string,
): Promise<Person[]> {
  const { items } = await tables.people.list("byRole", schoolId, ["teacher"], { limit: 1_000 });
  return items.filter(({ status }) => status !== "suspended");
}
