import { DomainError } from "../model/process/errors.ts";
import type { Person, Role } from "../model/people/people_schema.ts";
import { inOrder } from "../model/names/order.ts";
import { areBegun, beginnings, personWords } from "./search_words.ts";
import { sortKey } from "../model/names/sort_key.ts";
import { isStudent } from "../access/roles.ts";
import type { Page } from "../store/store.ts";
import type { PeopleDeps } from "./deps.ts";
import { classesAsked, type ClassFound, membersFound } from "./find_classes.ts";

export interface PeopleSearch {
  schoolId: string;
  /** At least one, as `askedWords()` gives them. */
  words: readonly string[];
  role: Role | undefined;
  after: string | undefined;
  limit: number;
}

/** Where a page ended. */
interface Place {
  key: string;
  id: string;
}

/** Rows read at once where many of them may not be what is asked for. */
const SCAN = 250;

/**
 * People by name whom the words find: each begins a word of the person, or names the class of a student and the others begin
 * words. @throws {DomainError} `invalid` for an `after` that is none.
 */
export async function findPeople(
  deps: Pick<PeopleDeps, "tables" | "now">,
  search: PeopleSearch,
): Promise<Page<Person>> {
  const place = placeOf(search.after);
  const [named, classes] = await Promise.all([
    findByWords(deps, search, place),
    isStudent({ role: search.role ?? "student" })
      ? classesAsked(deps, search.schoolId, search.words)
      : [],
  ]);
  const found = await inClasses(deps, search, classes);
  const all = new Map([...named, ...found].map((it) => [it.id, it]));
  const sorted = inOrder([...all.values()], (it) => [sortKey(it.name), it.id])
    .filter((it) => isAfter(it, place));
  const items = sorted.slice(0, search.limit);
  const last = items.at(-1);
  return { items, next: last && sorted.length > items.length ? cursorOf(last) : null };
}

async function inClasses(
  deps: Pick<PeopleDeps, "tables" | "now">,
  { schoolId }: PeopleSearch,
  classes: readonly ClassFound[],
): Promise<Person[]> {
  return classes.length === 0 ? [] : await membersFound(deps, schoolId, classes);
}

/** The first of those after `place`, and one more where there is one. */
async function findByWords(
  { tables }: Pick<PeopleDeps, "tables">,
  { schoolId, words, role = undefined, limit }: PeopleSearch,
  place: Place | null,
): Promise<Person[]> {
  const longest = words.toSorted((a, b) => b.length - a.length)[0]!;
  const beginning = beginnings([longest]).at(-1)!;
  const isWhole = words.length === 1 && beginning === longest;
  const found: Person[] = [];
  let cursor: string | undefined;
  do {
    const page = await tables.people.list("byWord", schoolId, [role ?? "", beginning], {
      // One more tells whether there is a next page, and the last of the page before comes again.
      limit: isWhole ? limit + 2 : SCAN,
      after: cursor,
      ...(place && { from: place.key }),
    });
    found.push(
      ...page.items.filter((it) => isAfter(it, place) && areBegun(words, personWords(it))),
    );
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length <= limit);
  return found;
}

function isAfter({ id, name }: Person, place: Place | null): boolean {
  if (place === null) return true;
  const key = sortKey(name);
  return key > place.key || (key === place.key && id > place.id);
}

function cursorOf({ name, id }: Person): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sortKey(name), id]));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function placeOf(after: string | undefined): Place | null {
  if (after === undefined) return null;
  try {
    const bytes = Uint8Array.fromBase64(after, { alphabet: "base64url" });
    const [key, id] = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof key === "string" && typeof id === "string") return { key, id };
  } catch (cause) {
    // Not base64, not JSON, or no array.
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
  }
  throw new DomainError("invalid", "This list cannot go on from there");
}
