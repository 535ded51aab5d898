import { audit } from "../access/audit.ts";
import { classesLedBy } from "../assignments/test_access.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { notFound } from "../model/process/errors.ts";
import type { StudentWork } from "../model/results/student_work_schema.ts";
import type { User } from "../access/user.ts";
import { boundsOf, spanOf, type YearSpan, yearSpans } from "./year_span.ts";
import { mayOpenStudent } from "../access/policy/people.ts";
import { mayRunAssignment, runsByExam } from "../access/policy/assignments.ts";
import { isWatched, maySeeResults, maySeeStudentTest } from "../access/policy/results.ts";
import { isPupilOf } from "../access/reader_relations.ts";
import { isStudent } from "../access/roles.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { type Membership, membershipsOf, openTest } from "./open_work.ts";
import { workResult } from "./work_result.ts";

export type StudentWorkDeps = MarkingDeps & { tables: Pick<Tables, "years"> };

/** Tests of a year that are looked at for each class and each student, the newest. */
export const MOST_TESTS = 400;

/** What `user` may do with one test of the student. */
export interface StudentTestAccess {
  runs: boolean;
  /** Opens the pages of its results. */
  results: boolean;
}

/**
 * A student's results and what is open in one school year, as far as `user` may see each test: those a teacher runs, all for
 * the class teacher, the principal and the office. What a principal opens is written into the audit log.
 *
 * @param yearId The present year unless given.
 * @throws {DomainError} `not_found` for those who neither see the school nor teach this student, and for who is no student.
 */
export async function studentWork(
  deps: StudentWorkDeps,
  user: User,
  { studentId, yearId }: { studentId: string; yearId?: string | undefined },
): Promise<StudentWork> {
  const { schoolId } = user;
  const { tables } = deps;
  const student = await tables.people.find({ schoolId, id: studentId });
  if (student === null || !isStudent(student)) throw notFound();
  const taught = await isPupilOf(deps, user, studentId);
  if (!mayOpenStudent(user, taught)) throw notFound();
  if (isWatched(user)) {
    await audit(deps, user, {
      schoolId,
      action: "student.view",
      targetId: studentId,
      details: { studentId },
    });
  }
  const years = yearSpans(await listAll(tables.years, "all", schoolId, []));
  const year = spanOf(years, yearId, deps.now());
  const choice = ({ id, name }: YearSpan) => ({ id, name });
  return {
    studentId,
    year: year && choice(year),
    years: years.map(choice),
    ...await workIn(deps, user, { schoolId, studentId, year }),
  };
}

async function workIn(
  deps: StudentWorkDeps,
  user: User,
  { schoolId, studentId, year }: { schoolId: string; studentId: string; year: YearSpan | null },
): Promise<Pick<StudentWork, "results" | "open" | "cut">> {
  const { tables } = deps;
  const [digests, memberships, accommodation, overrides, subjects] = await Promise.all([
    tables.grades.digests("byStudent", schoolId, [studentId], boundsOf(year)),
    membershipsOf(deps, { schoolId, studentId }, year),
    tables.accommodations.find({ schoolId, id: studentId }),
    listAll(tables.overrides, "byStudent", schoolId, [studentId]),
    listAll(tables.subjects, "all", schoolId, []),
  ]);
  const own = Map.groupBy(digests, ({ assignmentId }) => assignmentId);
  const { tests, cut } = await testsOf(deps, {
    schoolId,
    studentId,
    year,
    memberships,
    sat: [...own.keys()],
  });
  const access = await accessOf(deps, user, { tests, memberships });
  const names = new Map(subjects.map(({ id, name }) => [id, name]));
  const exceptions = new Map(overrides.map((it) => [it.assignmentId, it]));
  const seen = tests.flatMap((assignment) => {
    const may = access(assignment);
    if (may === null) return [];
    const subject = names.get(assignment.subjectId ?? "") ?? null;
    return [{ assignment, subject, access: may, digests: own.get(assignment.id) ?? [] }];
  });
  const open = await Promise.all(seen.map((test) => {
    const override = exceptions.get(test.assignment.id) ?? null;
    return openTest(deps, { ...test, studentId, memberships, override, accommodation });
  }));
  return {
    results: seen.flatMap((it) => workResult(it) ?? []).sort((a, b) => b.at - a.at),
    open: open.filter((it) => it !== null).sort((a, b) => a.order - b.order)
      .map(({ order: _, ...it }) => it),
    cut,
  };
}

interface TestsQuery {
  schoolId: string;
  studentId: string;
  year: YearSpan | null;
  memberships: readonly Membership[];
  /** Of which there are grades. */
  sat: readonly string[];
}

/** What the student sat or could sit in the year, cancelled ones left out. */
async function testsOf(
  { tables: { assignments } }: StudentWorkDeps,
  { schoolId, studentId, year, memberships, sat }: TestsQuery,
): Promise<{ tests: Assignment[]; cut: boolean }> {
  const newest = { ...boundsOf(year), reverse: true, limit: MOST_TESTS };
  const classIds = [...new Set(memberships.map(({ classId }) => classId))];
  const pages = await Promise.all([
    ...classIds.map((id) => assignments.list("byClass", schoolId, [id], newest)),
    assignments.list("byStudent", schoolId, [studentId], newest),
  ]);
  const found = new Map(pages.flatMap(({ items }) => items).map((it) => [it.id, it]));
  const missing = sat.filter((id) => !found.has(id));
  const others = missing.slice(-MOST_TESTS);
  for (const it of await assignments.findMany(schoolId, others)) found.set(it.id, it);
  return {
    tests: [...found.values()].filter(({ cancelledAt }) => cancelledAt === null),
    cut: pages.some(({ next }) => next !== null) || others.length < missing.length,
  };
}

/** By the policy, test by test; `null` for one that the reader does not see. Two reads however many they are. */
async function accessOf(
  deps: StudentWorkDeps,
  user: User,
  { tests, memberships }: Pick<TestsQuery, "memberships"> & { tests: readonly Assignment[] },
): Promise<(assignment: Assignment) => StudentTestAccess | null> {
  const foreign = tests.filter((it) => runsByExam(user, it));
  const examIds = [...new Set(foreign.map(({ examId }) => examId))];
  const [exams, led] = await Promise.all([
    deps.tables.exams.findMany(user.schoolId, examIds),
    classesLedBy(deps, user),
  ]);
  const byId = new Map(exams.map((it) => [it.id, it]));
  const leads = memberships.some(({ classId, isNow }) => isNow && led.has(classId));
  return (assignment) => {
    const { audience, examId } = assignment;
    const exam = byId.get(examId) ?? null;
    const ofClass = audience.kind === "class" && led.has(audience.classId);
    const classTeacher = audience.kind === "class" ? ofClass : leads;
    if (!maySeeStudentTest(user, assignment, { exam, classTeacher })) return null;
    return {
      runs: mayRunAssignment(user, assignment, exam),
      results: maySeeResults(user, assignment, { exam, classTeacher: ofClass }),
    };
  };
}
