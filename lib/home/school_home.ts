import { overridesOf } from "../assignments.ts";
import { DomainError } from "../model/errors.ts";
import type { Enrolment, SchoolClass } from "../model/people_schema.ts";
import type { SchoolHome, SchoolPeriod } from "../model/school_home.ts";
import type { User } from "../model/user.ts";
import { maySeeSchool } from "../policy.ts";
import { isCurrent } from "../relations.ts";
import { listAll } from "../store.ts";
import type { HomeDeps } from "./home_deps.ts";
import { markingLoad, medianDays } from "./marking_load.ts";
import { participation } from "./participation.ts";
import { type GradedExam, schoolCells } from "./school_cells.ts";

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

/** Every test of the period that opened already, with its grades; cancelled ones left out. */
export async function gradedExams(
  { tables, now }: HomeDeps,
  schoolId: string,
  { fromAt }: SchoolPeriod,
): Promise<GradedExam[]> {
  const assignments = await listAll(tables.assignments, "all", schoolId, [], {
    from: fromAt,
    before: now() + 1,
  });
  return await Promise.all(
    assignments.filter(({ cancelledAt }) => cancelledAt === null).map(async (assignment) => ({
      assignment,
      grades: (await tables.grades.digests("byAssignment", schoolId, [assignment.id]))
        .filter(({ voided }) => !voided),
    })),
  );
}

/** How learning is going, in figures of which none tells of a single student. @throws {DomainError} `forbidden`. */
export async function schoolHome(deps: HomeDeps, user: User): Promise<SchoolHome> {
  requireSchoolView(user);
  const { schoolId } = user;
  const { tables } = deps;
  const period = await periodOf(deps, schoolId);
  const [exams, classes, subjects, school] = await Promise.all([
    gradedExams(deps, schoolId, period),
    listAll(tables.classes, "all", schoolId, []),
    listAll(tables.subjects, "all", schoolId, []),
    tables.schools.find({ schoolId, id: schoolId }),
  ]);
  const members = await membersOf(deps, schoolId, classes);
  const names = new Map(subjects.map(({ id, name }) => [id, name]));
  const released = exams.filter(({ assignment }) => assignment.releasedAt !== null);
  const used = new Set(released.map(({ assignment }) => assignment.subjectId));
  const columns = subjects.filter(({ id }) => used.has(id)).map(({ id, name }) => ({ id, name }));
  return {
    period,
    ...await sat(deps, exams, members),
    ...answers(exams, deps.now()),
    days: medianDays(exams),
    pass: (school?.passPercent ?? 0) / 100,
    subjects: columns,
    classes: classRows(deps, { exams, classes, members, subjectIds: columns.map(({ id }) => id) }),
    load: markingLoad(exams, ({ subjectId }) => subjectId, names)
      .filter(({ waiting, released }) => waiting + released > 0),
  };
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

async function sat(
  deps: HomeDeps,
  exams: readonly GradedExam[],
  members: Members,
): Promise<Pick<SchoolHome, "handedIn" | "expected">> {
  const parts = await Promise.all(exams.map(async ({ assignment, grades }) =>
    participation({
      assignment,
      grades,
      overrides: await overridesOf(deps, assignment),
      enrolments: assignment.audience.kind === "class"
        ? members.get(assignment.audience.classId) ?? []
        : [],
    }, deps.now())
  ));
  return {
    handedIn: parts.reduce((n, { handedIn }) => n + handedIn, 0),
    expected: parts.reduce((n, { expected }) => n + expected, 0),
  };
}

function answers(
  exams: readonly GradedExam[],
  now: number,
): Pick<SchoolHome, "marked" | "waiting" | "waitingLong"> {
  const grades = exams.flatMap((it) => it.grades);
  const sum = (them: typeof grades) => them.reduce((n, { waiting }) => n + waiting, 0);
  return {
    marked: grades.reduce((n, { marked }) => n + marked, 0),
    waiting: sum(grades),
    waitingLong: sum(grades.filter(({ submittedAt }) => now - submittedAt > LONG_MS)),
  };
}

function classRows(
  deps: HomeDeps,
  { exams, classes, members, subjectIds }: {
    exams: readonly GradedExam[];
    classes: readonly SchoolClass[];
    members: Members;
    subjectIds: readonly string[];
  },
): SchoolHome["classes"] {
  const rows = [...classes].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
    .map(({ id, name }) => ({
      classId: id,
      name,
      now: members.get(id)?.filter((it) => isCurrent(it, deps.now())) ?? [],
    })).filter((it) => it.now.length > 0);
  const classOf = new Map(
    rows.flatMap(({ classId, now }) => now.map(({ studentId }) => [studentId, classId] as const)),
  );
  const classIds = rows.map(({ classId }) => classId);
  const cells = schoolCells(exams, { classIds, subjectIds, classOf });
  return rows.map(({ classId, name, now }, i) => ({
    classId,
    name,
    students: now.length,
    cells: cells[i]!,
  }));
}
