import type { TestRow } from "../model/questions/authoring_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Exam } from "../model/exams/exam_schema.ts";
import type { User } from "../access/user.ts";
import { requireAuthor } from "../questions/access.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { testRow } from "./view.ts";

/** Tests on a page, and rows of each index read at a time. */
export const EXAM_PAGE = 25;
/** Rows looked at for one page at most, where many are archived. */
export const MOST_LOOKED_AT = 200;

/** How often a test is counted as given, at most. */
const MOST_GIVEN = 1_000;

export interface ExamPage {
  exams: Exam[];
  /** `after` of the page that follows; `null` on the last. */
  next: string | null;
}

/**
 * A page of the tests of which `user` is owner or editor, changed last first. Reads at most {@linkcode MOST_LOOKED_AT} of
 * them and a part of each list more, however many there are.
 *
 * @throws {DomainError} `forbidden` for those who write none; `invalid` for a cursor that is none.
 */
export async function examPage(
  deps: AuthoringDeps,
  { user, archived = false, after }: { user: User; archived?: boolean; after?: string | undefined },
): Promise<ExamPage> {
  requireAuthor(user);
  const place = after === undefined ? null : readPlace(after);
  const shown: Exam[] = [];
  let looked = 0;
  let last: Exam | null = null;
  let isMore = false;
  for await (const exam of merged(deps, user, place)) {
    if (shown.length === EXAM_PAGE || looked === MOST_LOOKED_AT) {
      isMore = true;
      break;
    }
    looked++;
    last = exam;
    if ((exam.state === "archived") === archived) shown.push(exam);
  }
  return { exams: shown, next: isMore && last !== null ? `${last.updatedAt}-${last.id}` : null };
}

/** A test as a list shows it, with how often it was given. */
export async function givenRow(
  deps: AuthoringDeps,
  exam: Exam,
): Promise<TestRow & { given: number }> {
  const [row, given] = await Promise.all([
    testRow(deps, exam),
    deps.tables.assignments.count("byExam", exam.schoolId, [exam.id], MOST_GIVEN),
  ]);
  return { ...row, given };
}

interface Place {
  updatedAt: number;
  id: string;
}

function readPlace(cursor: string): Place {
  const match = /^(\d{1,16})-(.+)$/.exec(cursor);
  if (!match) throw new DomainError("invalid", "Open the list again");
  return { updatedAt: Number(match[1]), id: match[2]! };
}

/** Changed last first; of those changed in the same moment the greater id. */
function isBefore(a: Place, b: Place): boolean {
  return a.updatedAt === b.updatedAt ? a.id > b.id : a.updatedAt > b.updatedAt;
}

/** Own and shared ones after `place` in one order, each once. */
async function* merged(
  deps: AuthoringDeps,
  user: User,
  place: Place | null,
): AsyncGenerator<Exam> {
  const [own, shared] = [
    newest(deps, user, "byOwner", place),
    newest(deps, user, "byEditor", place),
  ];
  let [a, b] = [await own.next(), await shared.next()];
  while (!a.done || !b.done) {
    if (!a.done && !b.done && a.value.id === b.value.id) b = await shared.next();
    else if (b.done || (!a.done && isBefore(a.value, b.value))) {
      if (!a.done) yield a.value;
      a = await own.next();
    } else {
      yield b.value;
      b = await shared.next();
    }
  }
}

async function* newest(
  { tables }: AuthoringDeps,
  { id, schoolId }: User,
  index: "byOwner" | "byEditor",
  place: Place | null,
): AsyncGenerator<Exam, undefined> {
  let after: string | undefined;
  do {
    const page = await tables.exams.list(index, schoolId, [id], {
      reverse: true,
      limit: EXAM_PAGE,
      after,
      ...(place && { before: place.updatedAt + 1 }),
    });
    for (const exam of page.items) if (place === null || isBefore(place, exam)) yield exam;
    after = page.next ?? undefined;
  } while (after !== undefined);
}
