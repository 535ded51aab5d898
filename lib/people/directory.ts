import { DomainError } from "../model/errors.ts";
import type { Person, Role } from "../model/people_schema.ts";
import type { User } from "../model/user.ts";
import { maySeeSchool } from "../policy.ts";
import type { Page } from "../store.ts";
import { nameWords } from "../tables.ts";
import type { PeopleDeps } from "./deps.ts";

export interface DirectoryQuery {
  /** The beginnings of words of a name, in any order. */
  q?: string | undefined;
  role?: Role | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
  limit?: number;
}

/** Longer than any word of a name, also where a letter is compared as two. */
const MAX_WORD = 240;
/** Above every letter that a word may go on with. */
const END = "\uffff";

/** People of the school by name. @throws {DomainError} `forbidden` for those who do not see the whole school. */
export async function listPeople(
  deps: Pick<PeopleDeps, "tables">,
  user: User,
  query: DirectoryQuery,
): Promise<Page<Person>> {
  if (!maySeeSchool(user)) {
    throw new DomainError("forbidden", "This page is for other people of the school");
  }
  const words = nameWords(query.q ?? "");
  if (words.some((it) => it.length > MAX_WORD)) return { items: [], next: null };
  if (words.length > 0) return await findByWords(deps, user, { ...query, words });
  const { role, after, limit = 50 } = query;
  return role === undefined
    ? await deps.tables.people.list("byName", user.schoolId, [], { limit, after })
    : await deps.tables.people.list("byRole", user.schoolId, [role], { limit, after });
}

/** Reads under the longest word and keeps those whose names have the others too. */
async function findByWords(
  { tables }: Pick<PeopleDeps, "tables">,
  user: User,
  { words, role = undefined, after, limit = 50 }: DirectoryQuery & { words: string[] },
): Promise<Page<Person>> {
  const longest = words.toSorted((a, b) => b.length - a.length)[0]!;
  const found = new Map<string, Person>();
  let cursor = after;
  do {
    const page = await tables.people.list("byWord", user.schoolId, [role ?? ""], {
      from: longest,
      before: longest + END,
      // Never more than are still wanted, so that the cursor passes over nobody.
      limit: limit - found.size,
      after: cursor,
    });
    for (const person of page.items) if (matches(person, words)) found.set(person.id, person);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.size < limit);
  return { items: [...found.values()], next: cursor ?? null };
}

function matches({ name }: Person, words: readonly string[]): boolean {
  const own = nameWords(name);
  return words.every((word) => own.some((it) => it.startsWith(word)));
}

/** People of one role, all of them: teachers to choose from. Suspended ones are left out. */
export async function staffToChoose(
  { tables }: Pick<PeopleDeps, "tables">,
  schoolId: string,
): Promise<Person[]> {
  const { items } = await tables.people.list("byRole", schoolId, ["teacher"], { limit: 1_000 });
  return items.filter(({ status }) => status !== "suspended");
}
