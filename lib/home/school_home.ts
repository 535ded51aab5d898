import { overridesOf } from "../assignments/assignments.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Enrolment, SchoolClass, Subject } from "../model/people/people_schema.ts";
import type { SchoolHome, SchoolPeriod } from "../model/home/school_home.ts";
import type { User } from "../access/user.ts";
import { maySeeSchool } from "../access/policy/school.ts";
import { isCurrent } from "../access/relations.ts";
import { listAll } from "../store/store.ts";
import { gradedParts } from "./graded_parts.ts";
import type { HomeDeps } from "./home_deps.ts";
import { type MarkedExam, markedExam, markingLoad, medianDays } from "./marking_load.ts";
import { isCounted, participation } from "./participation.ts";
import { type GradedExam, SchoolCells } from "./school_cells.ts";
import { byName } from "../model/names/order.ts";

/** From when on an answer waits long. */
const LONG_MS = 3 * 86_400_000;

/** @throws {DomainError} `forbidden` for those who do not see the whole school. */
export function requireSchoolView(user: User): void {
  if (!maySeeSchool(user)) {
    throw new DomainError("forbidden", "This page is for other people of the school");
  }
}

/** The school year that holds now; outside of any everything counts. */
export async function periodOf({ tables, now }: HomeDeps, schoolId: string): Promise<SchoolPeriod> {
  const years = await listAll(tables.years, "all", schoolId, []);
  const year = years.findLast(({ fromAt, untilAt }) => fromAt <= now() && now() < untilAt);
  return { name: year?.name ?? null, fromAt: year?.fromAt ?? 0 };
}

/**
 * How learning is going, in figures of which none tells of a single student. Whoever asks while they are being made gets
 * the same.
 *
 * @throws {DomainError} `forbidden`.
 */
export async function schoolHome(deps: HomeDeps, user: User): Promise<SchoolHome> {
  requireSchoolView(user);
  const { schoolId } = user;
  return await deps.figures.home.of(schoolId, () => homeOf(deps, schoolId));
}

async function homeOf(deps: HomeDeps, schoolId: string): Promise<SchoolHome> {
  const { tables } = deps;
  const [period, classes, subjects, school] = await Promise.all([
    periodOf(deps, schoolId),
    listAll(tables.classes, "all", schoolId, []),
    listAll(tables.subjects, "all", schoolId, []),
    tables.schools.find({ schoolId, id: schoolId }),
  ]);
  const members = await membersOf(deps, schoolId, classes);
  const rows = rowsOf(classes, members, deps.now());
  const { marked, cells, ...counts } = await counted(deps, { schoolId, period, members, rows });
  const columns = columnsOf(subjects, marked);
  const names = new Map(subjects.map(({ id, name }) => [id, name]));
  const subjectIds = columns.map(({ id }) => id);
  const shown = cells.rows({ classIds: rows.map(({ classId }) => classId), subjectIds });
  return {
    period,
    ...counts,
    marked: marked.reduce((n, it) => n + it.marked, 0),
    waiting: marked.reduce((n, it) => n + it.waiting, 0),
    days: medianDays(marked),
    pass: (school?.passPercent ?? 0) / 100,
    subjects: columns,
    classes: rows.map(({ now, ...it }, i) => ({ ...it, students: now.length, cells: shown[i]! })),
    load: markingLoad(marked, ({ subjectId }) => subjectId, names)
      .filter(({ waiting, released }) => waiting + released > 0),
  };
}

interface Counted extends Pick<SchoolHome, "handedIn" | "expected" | "waitingLong"> {
  marked: MarkedExam[];
  cells: SchoolCells;
}

/** Goes through the grades of the period once, part by part, keeping sums. */
async function counted(
  deps: HomeDeps,
  { schoolId, period, members, rows }: {
    schoolId: string;
    period: SchoolPeriod;
    members: Members;
    rows: readonly ClassNow[];
  },
): Promise<Counted> {
  const classOf = new Map(
    rows.flatMap(({ classId, now }) => now.map(({ studentId }) => [studentId, classId] as const)),
  );
  const cells = new SchoolCells(classOf);
  const sum: Counted = { handedIn: 0, expected: 0, waitingLong: 0, marked: [], cells };
  for await (const part of gradedParts(deps, schoolId, period)) {
    for (const { handedIn, expected } of await sat(deps, part, members)) {
      sum.handedIn += handedIn;
      sum.expected += expected;
    }
    for (const exam of part) {
      sum.waitingLong += waitingLong(exam, deps.now());
      sum.marked.push(markedExam(exam));
      cells.add(exam);
    }
  }
  return sum;
}

/** Enrolments by class, past ones too. */
type Members = ReadonlyMap<string, readonly Enrolment[]>;

async function membersOf(
  { tables }: HomeDeps,
  schoolId: string,
  classes: readonly SchoolClass[],
): Promise<Members> {
  const lists = await Promise.all(
    classes.map(({ id }) => listAll(tables.enrolments, "byClass", schoolId, [id])),
  );
  return new Map(classes.map(({ id }, i) => [id, lists[i]!]));
}

interface ClassNow {
  classId: string;
  name: string;
  now: Enrolment[];
}

/** Classes that somebody is in now, by name. */
function rowsOf(classes: readonly SchoolClass[], members: Members, now: number): ClassNow[] {
  return byName(classes, ({ name }) => name)
    .map(({ id, name }) => ({
      classId: id,
      name,
      now: members.get(id)?.filter((it) => isCurrent(it, now)) ?? [],
    })).filter((it) => it.now.length > 0);
}

/** Subjects in which something was released. */
function columnsOf(
  subjects: readonly Subject[],
  exams: readonly MarkedExam[],
): SchoolHome["subjects"] {
  const released = exams.filter(({ assignment }) => assignment.releasedAt !== null);
  const used = new Set(released.map(({ assignment }) => assignment.subjectId));
  return subjects.filter(({ id }) => used.has(id)).map(({ id, name }) => ({ id, name }));
}

async function sat(
  deps: HomeDeps,
  part: readonly GradedExam[],
  members: Members,
): Promise<Pick<SchoolHome, "handedIn" | "expected">[]> {
  const now = deps.now();
  const over = part.filter(({ assignment }) => isCounted(assignment, now));
  return await Promise.all(over.map(async ({ assignment, grades }) =>
    participation({
      assignment,
      grades,
      overrides: await overridesOf(deps, assignment),
      enrolments: assignment.audience.kind === "class"
        ? members.get(assignment.audience.classId) ?? []
        : [],
    }, now)
  ));
}

function waitingLong({ grades }: GradedExam, now: number): number {
  return grades.filter(({ submittedAt }) => now - submittedAt > LONG_MS)
    .reduce((n, { waiting }) => n + waiting, 0);
}
