import type { Assignment } from "../model/assignment_schema.ts";
import type { Person } from "../model/people_schema.ts";
import { notify, withdrawNotice } from "../notices.ts";
import { pastFailures } from "../past_failures.ts";
import { guardianIdsOf } from "../relations.ts";
import { listAll } from "../store.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { isolated } from "../model/text_signs.ts";

/** The same release tells the same person once; another one tells again. */
function cause({ id, releaseNo }: Assignment): string {
  return `${id}-${releaseNo}`;
}

/** Every student with a result, the attempt that the notice leads to, and the guardians. */
async function recipients(deps: MarkingDeps, assignment: Assignment): Promise<Recipient[]> {
  const { schoolId, id } = assignment;
  const grades = await listAll(deps.tables.grades, "byAssignment", schoolId, [id]);
  const attempts = new Map(grades.map((it) => [it.studentId, it.id]));
  const students = await deps.tables.people.findMany(schoolId, [...attempts.keys()]);
  return await Promise.all(students.map(async (student) => ({
    student,
    attemptId: attempts.get(student.id)!,
    guardianIds: await guardianIdsOf(deps, schoolId, student.id),
  })));
}

interface Recipient {
  student: Person;
  attemptId: string;
  guardianIds: string[];
}

/**
 * One notice to each student with a result and to each guardian; a repeat changes nothing.
 *
 * @returns The names of students of whose result not everyone could be told.
 */
export async function tellReleased(deps: MarkingDeps, assignment: Assignment): Promise<string[]> {
  const { schoolId, title } = assignment;
  const about = { schoolId, kind: "released" as const };
  return await each(deps, assignment, async ({ student, attemptId, guardianIds }) => {
    await notify(deps, {
      ...about,
      personId: student.id,
      cause: cause(assignment),
      title: `Result: ${isolated(title)}`,
      link: `/attempts/${attemptId}/review`,
    });
    for (const personId of guardianIds) {
      await notify(deps, {
        ...about,
        personId,
        cause: `${cause(assignment)}-${student.id}`,
        title: `Result of ${isolated(student.name)}: ${isolated(title)}`,
        link: `/children/${student.id}`,
      });
    }
  });
}

/** Takes the notices of that release back. @returns The names of students of whom some notices stayed. */
export async function withdrawReleased(
  deps: MarkingDeps,
  assignment: Assignment,
): Promise<string[]> {
  const about = { schoolId: assignment.schoolId, kind: "released" as const };
  return await each(deps, assignment, async ({ student, guardianIds }) => {
    await withdrawNotice(deps, { ...about, personId: student.id, cause: cause(assignment) });
    for (const personId of guardianIds) {
      await withdrawNotice(deps, {
        ...about,
        personId,
        cause: `${cause(assignment)}-${student.id}`,
      });
    }
  });
}

async function each(
  deps: MarkingDeps,
  assignment: Assignment,
  work: (recipient: Recipient) => Promise<void>,
): Promise<string[]> {
  return await pastFailures(deps, await recipients(deps, assignment), {
    where: "notices of a release",
    nameOf: ({ student }) => student.name,
    work,
  });
}
