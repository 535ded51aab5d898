import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Grade } from "../grading/grade_schema.ts";
import { notify, withdrawNotice } from "../notices/notices.ts";
import { pastFailures } from "../process/past_failures.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { AssignmentDeps } from "../assignments/assignments.ts";
import {
  type ResultReaders,
  resultReaders,
  showsResults,
  withGuardians,
} from "./result_readers.ts";

export type ResultNoticeDeps = AssignmentDeps & { tables: Pick<Tables, "grades"> };

/** The same release tells the same person once; another one tells again, and so does a result that came after it. */
function cause({ id, releaseNo }: Assignment, attemptId?: string): string {
  return attemptId === undefined ? `${id}-${releaseNo}` : `${id}-${releaseNo}-${attemptId}`;
}

/**
 * One notice to each student with a result to see and to each guardian; a repeat changes nothing.
 *
 * @param onEach Called when a student and the guardians are told, with how many students there are.
 * @returns The names of students of whose result not everyone could be told.
 */
export async function tellReleased(
  deps: ResultNoticeDeps,
  assignment: Assignment,
  onEach: (of: number) => Promise<void>,
): Promise<string[]> {
  const grades = await gradesOf(deps, assignment);
  const readers = await resultReaders(deps, assignment, grades);
  return await each(deps, readers, async (it) => {
    await tell(deps, assignment, it, cause(assignment));
    await onEach(readers.length);
  });
}

/**
 * Tells of a result that was complete only after the release, as of a make-up sitting: the student and the guardians once.
 */
export async function tellLate(deps: ResultNoticeDeps, grade: Grade): Promise<void> {
  const { schoolId, assignmentId, studentId, voided, state } = grade;
  if (voided || state !== "complete") return;
  const assignment = await deps.tables.assignments.find({ schoolId, id: assignmentId });
  if (assignment === null || assignment.releasedAt === null || assignment.practice) return;
  if (!showsResults(assignment) || completedAt(grade) <= assignment.releasedAt) return;
  for (const readers of await withGuardians(deps, schoolId, [studentId])) {
    await tell(deps, assignment, readers, cause(assignment, grade.id));
  }
}

/** When the last answer got its first mark. */
function completedAt({ slots, marks }: Grade): number {
  const first = slots.map(({ slotId }) =>
    marks.find((it) => it.slotId === slotId && it.mark !== null)?.at ?? 0
  );
  return Math.max(0, ...first);
}

async function tell(
  deps: ResultNoticeDeps,
  { schoolId, id: assignmentId }: Assignment,
  { student, guardians }: ResultReaders,
  cause: string,
): Promise<void> {
  const kind = "released" as const;
  await notify(deps, { schoolId, personId: student.id, kind, cause, about: { assignmentId } });
  for (const { id: personId } of guardians) {
    const about = { assignmentId, studentId: student.id };
    await notify(deps, { schoolId, personId, kind, cause: `${cause}-${student.id}`, about });
  }
}

/** Takes the notices of that release back. @returns The names of students of whom some notices stayed. */
export async function withdrawReleased(
  deps: ResultNoticeDeps,
  assignment: Assignment,
): Promise<string[]> {
  const { schoolId } = assignment;
  const byStudent = Map.groupBy(await gradesOf(deps, assignment), ({ studentId }) => studentId);
  const told = await withGuardians(deps, schoolId, [...byStudent.keys()]);
  return await each(deps, told, async ({ student, guardians }) => {
    const late = byStudent.get(student.id)!.map(({ id }) => cause(assignment, id));
    for (const one of [cause(assignment), ...late]) {
      const about = { schoolId, kind: "released" as const };
      await withdrawNotice(deps, { ...about, personId: student.id, cause: one });
      for (const { id: personId } of guardians) {
        await withdrawNotice(deps, { ...about, personId, cause: `${one}-${student.id}` });
      }
    }
  });
}

async function gradesOf(
  { tables }: ResultNoticeDeps,
  { schoolId, id }: Assignment,
): Promise<Grade[]> {
  return await listAll(tables.grades, "byAssignment", schoolId, [id]);
}

async function each(
  deps: ResultNoticeDeps,
  readers: readonly ResultReaders[],
  work: (readers: ResultReaders) => Promise<void>,
): Promise<string[]> {
  return await pastFailures(deps, readers, {
    where: "notices of a release",
    nameOf: ({ student }) => student.name,
    work,
  });
}
