import { accessTo } from "../assignments/test_access.ts";
import { percents } from "../home/counting.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { ClassWork, WorkCell } from "../model/results/class_work_schema.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { GradeDigest } from "../grading/grade_digest_schema.ts";
import type { User } from "../access/user.ts";
import { maySeeNamedMarks } from "../access/policy/results.ts";
import { maySeeClass } from "../access/policy/school.ts";
import { studentsOf } from "../access/relations.ts";
import { teachesClass } from "../access/reader_relations.ts";
import { mean } from "../statistics/sample.ts";

/** Tests side by side. */
export const WORK_TESTS = 6;
/** Rows read at a time to find them, and how often at most. */
const PART = 50;
const MOST_PARTS = 6;

export interface WorkQuery {
  classId: string;
  /** Tests of this subject alone. */
  subjectId?: string | undefined;
}

/**
 * A class's students with their results in its last released tests, as far as `user` may see them: those a teacher runs, all
 * for the class teacher and the office. Reads the grades of {@linkcode WORK_TESTS} tests at most.
 *
 * @throws {DomainError} `not_found` for those who have nothing to do with the class; `forbidden` for the principal, who
 * opens the page of one student.
 */
export async function classWork(
  deps: MarkingDeps,
  user: User,
  { classId, subjectId }: WorkQuery,
): Promise<ClassWork> {
  await requireWork(deps, user, classId);
  const { schoolId } = user;
  const { tables } = deps;
  const tests = await lastReleased(deps, user, { classId, subjectId });
  const [students, subjects, ...digests] = await Promise.all([
    studentsOf(deps, schoolId, classId),
    tables.subjects.findMany(schoolId, [...new Set(tests.flatMap((it) => it.subjectId ?? []))]),
    ...tests.map(({ id }) => tables.grades.digests("byAssignment", schoolId, [id])),
  ]);
  const columns = tests.map((test, at) => columnOf(test, digests[at] ?? []));
  const names = new Map(subjects.map(({ id, name }) => [id, name]));
  return {
    classId,
    subjectId: subjectId ?? null,
    tests: tests.map((it) => ({
      assignmentId: it.id,
      title: it.title,
      subject: names.get(it.subjectId ?? "") ?? null,
      releasedAt: it.releasedAt!,
    })),
    students: students.map(({ id, name, rollNumber }) => {
      const cells = columns.map((cellOf) => cellOf(id));
      const meanPercent = mean(cells.flatMap(({ percent }) => percent ?? []));
      return { studentId: id, name, rollNumber, cells, meanPercent };
    }),
  };
}

async function requireWork(deps: MarkingDeps, user: User, classId: string): Promise<void> {
  const { schoolId } = user;
  if (await deps.tables.classes.find({ schoolId, id: classId }) === null) throw notFound();
  if (!maySeeClass(user, await teachesClass(deps, user, classId))) throw notFound();
  if (maySeeNamedMarks(user)) return;
  throw new DomainError("forbidden", "Open the page of one student to see their results");
}

/** The newest {@linkcode WORK_TESTS} released ones whose results `user` sees, the oldest first. */
async function lastReleased(
  { tables }: MarkingDeps,
  user: User,
  { classId, subjectId }: WorkQuery,
): Promise<Assignment[]> {
  const found: Assignment[] = [];
  let after: string | undefined;
  for (let part = 0; part < MOST_PARTS && found.length < WORK_TESTS; part++) {
    const page = await tables.assignments.list("byClass", user.schoolId, [classId], {
      reverse: true,
      limit: PART,
      after,
    });
    const released = page.items.filter((it) =>
      it.releasedAt !== null && it.cancelledAt === null && !it.practice &&
      (subjectId === undefined || it.subjectId === subjectId)
    );
    const access = await accessTo({ tables }, user, released);
    found.push(...released.filter((it) => access(it).results));
    if (page.next === null) break;
    after = page.next;
  }
  return found.slice(0, WORK_TESTS).reverse();
}

/** What each student has from one test. */
function columnOf(
  test: Assignment,
  digests: readonly GradeDigest[],
): (studentId: string) => WorkCell {
  const counted = percents(test, digests);
  const handedIn = new Set(
    digests.filter(({ voided }) => !voided).map(({ studentId }) => studentId),
  );
  return (studentId) => {
    const percent = counted.get(studentId) ?? null;
    if (percent !== null) return { state: "counted", percent };
    return { state: handedIn.has(studentId) ? "waits" : "none", percent: null };
  };
}
