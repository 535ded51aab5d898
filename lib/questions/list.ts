import type { Question, QuestionBank, QuestionKind } from "../model/questions/question_schema.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import type { User } from "../access/user.ts";
import { searchTerms } from "../rich_text/rich_text.ts";
import { listAll, noSuchCursor, type Page } from "../store/store.ts";
import { listBanks } from "./banks.ts";
import type { AuthoringDeps } from "./deps.ts";

export interface QuestionFilter {
  bankId?: string | undefined;
  subjectId?: string | undefined;
  kind?: QuestionKind | undefined;
  tag?: string | undefined;
  level?: number | undefined;
  /** Retired questions are listed only when asked for. */
  state?: Question["state"] | undefined;
  /** Words of the question, its options or tags; each may be the beginning of one. */
  q?: string | undefined;
}

interface ListQuestions {
  user: User;
  filter: QuestionFilter;
  after?: string | undefined;
  /** At most 100. */
  limit?: number | undefined;
}

const PAGE = 50;
const SCAN = 200;

/** Questions the user may take, changed last first. @throws {DomainError} `invalid` for an `after` that is none of this list's. */
export async function listQuestions(
  deps: AuthoringDeps,
  { user, filter, after, limit = PAGE }: ListQuestions,
): Promise<Page<Question>> {
  const banks = new Map((await listBanks(deps, user)).map((bank) => [bank.id, bank]));
  const words = searchTerms([filter.q ?? ""]);
  if (words.length === 0 && (filter.q ?? "").trim() !== "") return { items: [], next: null };
  const place = readCursor(after);
  const fits = (it: Question) =>
    matches(it, filter, words) && isShown(it, banks.get(it.bankId), user) && isAfter(it, place);
  const size = Math.max(1, Math.min(limit, 100));
  const found = words.length > 0
    ? (await searched(deps, user, words)).filter(fits)
    : await scanned(deps, { user, filter, fits, place, wanted: size + 1 });
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, next: last && found.length > size ? `${last.updatedAt}.${last.id}` : null };
}

/** Someone else's unfinished question is not shown, nor one that nothing was written in. */
function isShown(it: Question, bank: QuestionBank | undefined, user: User): boolean {
  if (bank === undefined) return false;
  return it.headVersion > 0 || (bank.ownerId === user.id && it.title !== "");
}

function matches(it: Question, filter: QuestionFilter, words: readonly string[]): boolean {
  return (filter.bankId === undefined || it.bankId === filter.bankId) &&
    (filter.subjectId === undefined || it.subjectId === filter.subjectId) &&
    (filter.kind === undefined || it.kind === filter.kind) &&
    (filter.tag === undefined || hasTag(it, filter.tag)) &&
    (filter.level === undefined || it.level === filter.level) &&
    (filter.state === undefined ? it.state !== "retired" : it.state === filter.state) &&
    words.every((word) => it.terms.some((term) => term.startsWith(word)));
}

function hasTag({ tags }: Question, tag: string): boolean {
  const wanted = withoutIgnored(tag);
  return tags.some((it) => withoutIgnored(it) === wanted);
}

interface Place {
  updatedAt: number;
  id: string;
}

function readCursor(after: string | undefined): Place | null {
  if (after === undefined) return null;
  const [, at, id] = /^(\d{1,16})\.([\w-]{1,140})$/.exec(after) ?? [];
  if (at === undefined || id === undefined) throw noSuchCursor();
  return { updatedAt: Number(at), id };
}

function isAfter({ updatedAt, id }: Question, place: Place | null): boolean {
  return place === null || updatedAt < place.updatedAt ||
    (updatedAt === place.updatedAt && id < place.id);
}

/** Through the list by time of change, until enough fit. */
async function scanned(
  { tables }: AuthoringDeps,
  { user, filter, fits, place, wanted }: {
    user: User;
    filter: QuestionFilter;
    fits: (it: Question) => boolean;
    place: Place | null;
    wanted: number;
  },
): Promise<Question[]> {
  const found: Question[] = [];
  let after: string | undefined;
  do {
    const page = await tables.questions.list(
      filter.bankId === undefined ? "all" : "byBank",
      user.schoolId,
      filter.bankId === undefined ? [] : [filter.bankId],
      {
        limit: SCAN,
        reverse: true,
        after,
        ...(place && { before: place.updatedAt + 1 }),
      },
    );
    found.push(...page.items.filter(fits));
    after = page.next ?? undefined;
  } while (after !== undefined && found.length < wanted);
  return found;
}

/** Every question with a word that begins like the longest one asked for. */
async function searched(
  { tables }: AuthoringDeps,
  user: User,
  words: readonly string[],
): Promise<Question[]> {
  const [longest = ""] = words.toSorted((a, b) => b.length - a.length);
  const rows = await listAll(tables.questions, "byTerm", user.schoolId, [], {
    from: longest,
    before: `${longest}\uffff`,
  });
  const once = new Map(rows.map((it) => [it.id, it]));
  return [...once.values()].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
}
