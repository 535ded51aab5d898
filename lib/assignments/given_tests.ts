import type { Clock } from "../process/clock.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { assignmentPhase } from "../attempts/deadline.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { GivenTest } from "../model/assignments/given_test_schema.ts";
import type { User } from "../access/user.ts";
import { boundsOf, spanOf, type YearSpan, yearSpans } from "../results/year_span.ts";
import { mayAuthor, mayEditExam } from "../access/policy/authoring.ts";
import { maySeeClass } from "../access/policy/school.ts";
import type { RelationDeps } from "../access/relations.ts";
import { teachesClass } from "../access/reader_relations.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { accessTo, type TestAccess } from "./test_access.ts";

export type GivenDeps =
  & { tables: Pick<Tables, "assignments" | "exams" | "subjects" | "years"> }
  & RelationDeps
  & Clock;

/** Whose list: what the user gave, every time that a test was given, or all that a class was given. */
export type GivenBy =
  | { kind: "own" }
  | { kind: "exam"; examId: string }
  | { kind: "class"; classId: string };

export interface GivenQuery {
  of: GivenBy;
  /** Of a year with the holidays after it; the present one unless given. All years of a test or a class, for these two. */
  yearId?: string | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
}

export interface GivenPage {
  items: GivenTest[];
  /** Cursor of the page after; `null` on the last. */
  next: string | null;
  /** To choose from, newest first. */
  years: YearSpan[];
  /** `null`: of all time. */
  year: YearSpan | null;
}

/** Rows read at a time. A page is full with the first such part that gives it enough. */
export const PAGE = 25;
/** Parts read for one page at most, where the reader sees few of what a class was given. */
export const MOST_PARTS = 8;

/**
 * Tests that were given, the newest first, read part by part: at most {@linkcode MOST_PARTS} times {@linkcode PAGE} rows for
 * a page, however many there are.
 *
 * @throws {DomainError} `forbidden` for those who give no tests; `not_found` for a test or class that is not theirs to see.
 */
export async function givenTests(
  deps: GivenDeps,
  user: User,
  { of, yearId, after }: GivenQuery,
): Promise<GivenPage> {
  await requireList(deps, user, of);
  const years = yearSpans(await listAll(deps.tables.years, "all", user.schoolId, []));
  const year = of.kind === "own" ? spanOf(years, yearId, deps.now()) : null;
  const { rows, next } = await pageOf(deps, user, { of, year, after });
  return { items: await shown(deps, user, rows), next, years, year };
}

async function requireList(deps: GivenDeps, user: User, of: GivenBy): Promise<void> {
  const { schoolId } = user;
  if (of.kind === "own") {
    if (mayAuthor(user)) return;
    throw new DomainError("forbidden", "This list is for teachers");
  }
  if (of.kind === "exam") {
    const exam = await deps.tables.exams.find({ schoolId, id: of.examId });
    if (exam === null || !mayEditExam(user, exam)) throw notFound();
    return;
  }
  if (await deps.tables.classes.find({ schoolId, id: of.classId }) === null) throw notFound();
  if (!maySeeClass(user, await teachesClass(deps, user, of.classId))) throw notFound();
}

interface Listed {
  assignment: Assignment;
  access: TestAccess;
}

async function pageOf(
  deps: GivenDeps,
  user: User,
  { of, year, after }: { of: GivenBy; year: YearSpan | null; after: string | undefined },
): Promise<{ rows: Listed[]; next: string | null }> {
  const [index, key] = indexOf(of, user);
  const rows: Listed[] = [];
  let cursor = after;
  for (let part = 0; part < MOST_PARTS; part++) {
    const { items, next } = await deps.tables.assignments.list(index, user.schoolId, [key], {
      ...boundsOf(year),
      reverse: true,
      limit: PAGE,
      after: cursor,
    });
    const access = await accessTo(deps, user, items);
    rows.push(
      ...items.map((assignment) => ({ assignment, access: access(assignment) }))
        .filter((it) => it.access.runs || it.access.results),
    );
    if (next === null) return { rows, next: null };
    cursor = next;
    if (rows.length >= PAGE) break;
  }
  return { rows, next: cursor ?? null };
}

function indexOf(of: GivenBy, user: User): ["byTeacher" | "byExam" | "byClass", string] {
  if (of.kind === "own") return ["byTeacher", user.id];
  return of.kind === "exam" ? ["byExam", of.examId] : ["byClass", of.classId];
}

/** With the names of a whole page, each kind read once. */
async function shown(
  deps: GivenDeps,
  { schoolId }: User,
  rows: readonly Listed[],
): Promise<GivenTest[]> {
  const { tables } = deps;
  const idsOf = (of: (it: Assignment) => string | null) => [
    ...new Set(rows.flatMap(({ assignment }) => of(assignment) ?? [])),
  ];
  const [classes, teachers, subjects] = await Promise.all([
    tables.classes.findMany(
      schoolId,
      idsOf(({ audience }) => audience.kind === "class" ? audience.classId : null),
    ),
    tables.people.findMany(schoolId, idsOf(({ teacherId }) => teacherId)),
    tables.subjects.findMany(schoolId, idsOf(({ subjectId }) => subjectId)),
  ]);
  const nameIn = (list: readonly { id: string; name: string }[]) =>
    new Map(list.map(({ id, name }) => [id, name]));
  const names = { class: nameIn(classes), teacher: nameIn(teachers), subject: nameIn(subjects) };
  const now = deps.now();
  return rows.map(({ assignment: it, access }) => ({
    id: it.id,
    examId: it.examId,
    title: it.title,
    audience: audienceWords(it, names.class),
    classId: it.audience.kind === "class" ? it.audience.classId : null,
    teacher: names.teacher.get(it.teacherId) ?? "",
    subject: names.subject.get(it.subjectId ?? "") ?? null,
    opensAt: it.opensAt,
    closesAt: it.closesAt === null || it.closedAt === null
      ? it.closesAt ?? it.closedAt
      : Math.min(it.closesAt, it.closedAt),
    phase: assignmentPhase(it, now),
    releasedAt: it.releasedAt,
    practice: it.practice,
    ...access,
  }));
}

function audienceWords(
  { audience }: Pick<Assignment, "audience">,
  classes: ReadonlyMap<string, string>,
): string {
  if (audience.kind === "class") return classes.get(audience.classId) ?? "A class";
  const n = audience.studentIds.length;
  return n === 1 ? "1 student" : `${n} students`;
}
