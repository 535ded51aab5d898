import { z } from "zod";
import { jobKind } from "../jobs/kinds.ts";
import type { Every } from "../jobs/schedules.ts";
import { attemptsOf } from "../attempts/store.ts";
import { isOfEarlierRule } from "../grading/rules_hash.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Attempt, Paper } from "../model/attempts/attempt_schema.ts";
import { notFound } from "../model/process/errors.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { INSTALLATION, listAll, type RowRef } from "../store/store.ts";
import { pastFailures } from "../process/past_failures.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { newGrade, regraded } from "./new_grade.ts";
import { type ResultNoticeDeps, tellLate } from "./release_notices.ts";

export type GradingDeps = Pick<MarkingDeps, "attempts" | "now"> & {
  tables:
    & Pick<MarkingDeps["tables"], "grades" | "assignments" | "questionVersions">
    & Pick<MarkingDeps["tables"], "people" | "schools">;
};

/** How far back the sweep looks for attempts whose grading was cut off. */
const SWEEP_MS = 24 * 60 * 60_000;

/**
 * Grades a handed-in attempt; called again it changes nothing unless an answer or a key changed. An attempt in any other
 * state counts nowhere, so a grade it has is put aside.
 *
 * @returns `null` when there is nothing to grade.
 * @throws {DomainError} `not_found` for a missing attempt.
 */
export async function gradeAttempt(deps: GradingDeps, ref: RowRef): Promise<Grade | null> {
  const attempt = await deps.attempts.find(ref);
  if (attempt === null) throw notFound();
  if (attempt.state !== "submitted") return await putAside(deps, ref);
  const { fresh, contents, negative } = await freshGrade(deps, attempt);
  const stored = await deps.tables.grades.ensure(fresh);
  if (stored === fresh) return stored;
  const keys = new Map(
    fresh.slots.map((it) => [it.slotId, contents.get(`${it.questionId}-${it.version}`)]),
  );
  return await deps.tables.grades.update(
    ref,
    (old) =>
      regraded(old, fresh, ({ slotId, rulesHash }) => {
        const content = keys.get(slotId);
        return content !== undefined && isOfEarlierRule(content, negative, rulesHash);
      }),
  );
}

async function putAside({ tables }: GradingDeps, ref: RowRef): Promise<Grade | null> {
  if (await tables.grades.find(ref) === null) return null;
  return await tables.grades.update(
    ref,
    (old) => old.voided ? old : { ...old, rev: old.rev + 1, voided: true, claims: [] },
  );
}

interface Fresh {
  fresh: Grade;
  /** By `<questionId>-<version>`. */
  contents: ReadonlyMap<string, QuestionContent>;
  negative: boolean;
}

async function freshGrade(deps: GradingDeps, attempt: Attempt): Promise<Fresh> {
  const { tables, attempts, now } = deps;
  const { schoolId } = attempt;
  const [assignment, paper, answers, locale] = await Promise.all([
    tables.assignments.find({ schoolId, id: attempt.assignmentId }),
    attempts.paper(attempt),
    attempts.answers(attempt),
    localeOf(deps, attempt),
  ]);
  if (assignment === null || paper === null) {
    throw new Error(`Cannot grade ${attempt.id}: its assignment or paper is missing`);
  }
  const contents = await contentsOf(deps, schoolId, paper);
  const fresh = newGrade({ assignment, attempt, paper, answers, contents, locale, now: now() });
  return { fresh, contents, negative: assignment.negative };
}

/** The student's own, else the school's: as the page read the numbers back. */
export async function localeOf(
  { tables }: { tables: Pick<GradingDeps["tables"], "people" | "schools"> },
  { schoolId, studentId }: Pick<Attempt, "schoolId" | "studentId">,
): Promise<string> {
  const [student, school] = await Promise.all([
    tables.people.find({ schoolId, id: studentId }),
    tables.schools.find({ schoolId, id: schoolId }),
  ]);
  return student?.locale ?? school?.locale ?? "en";
}

async function contentsOf(
  { tables }: GradingDeps,
  schoolId: string,
  paper: Paper,
): Promise<Map<string, QuestionContent>> {
  const ids = new Set(paper.slots.map((slot) => `${slot.questionId}-${slot.version}`));
  const versions = await tables.questionVersions.findMany(schoolId, [...ids]);
  return new Map(versions.map(({ id, content }) => [id, content]));
}

/** A round of {@linkcode gradeMissing}: after a start, and for what failed while a process ran. */
export const GRADE_MISSING = jobKind({
  name: "grades.missing",
  input: z.object({}),
  deadlineMs: 3_600_000,
});
export const GRADE_MISSING_EVERY: Every = { everyMs: 30 * 60_000, jitterMs: 60_000, atStart: true };

/**
 * Grades what was handed in and has no grade, as after a crash between hand-in and grading: in every test that was open in the
 * last 24 hours.
 *
 * @returns How many were graded.
 */
export async function gradeMissing(deps: GradingDeps & ResultNoticeDeps): Promise<number> {
  let graded = 0;
  for (const school of await listAll(deps.tables.schools, "all", INSTALLATION, [])) {
    for (const assignment of await listAll(deps.tables.assignments, "all", school.id, [])) {
      if (wasOpen(assignment, deps.now())) graded += await gradeRest(deps, assignment);
    }
  }
  return graded;
}

function wasOpen({ opensAt, closesAt, limitMs }: Assignment, now: number): boolean {
  return opensAt <= now && (closesAt === null || now <= closesAt + (limitMs ?? 0) + SWEEP_MS);
}

async function gradeRest(
  deps: GradingDeps & ResultNoticeDeps,
  assignment: Assignment,
): Promise<number> {
  const { schoolId, id } = assignment;
  const [attempts, grades] = await Promise.all([
    attemptsOf(deps.attempts, assignment),
    listAll(deps.tables.grades, "byAssignment", schoolId, [id]),
  ]);
  const done = new Set(grades.filter(({ voided }) => !voided).map((it) => it.id));
  const missing = attempts.filter((it) => it.state === "submitted" && !done.has(it.id));
  const failed = await pastFailures(deps, missing, {
    where: "grading what has no grade",
    nameOf: ({ id }) => id,
    work: async (attempt) => {
      const grade = await gradeAttempt(deps, attempt);
      if (grade !== null) await tellLate(deps, grade);
    },
  });
  return missing.length - failed.length;
}
