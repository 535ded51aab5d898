import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { Person } from "../model/people/people_schema.ts";
import { reviewFields } from "../review/review_fields.ts";
import { guardianIdsOf, type RelationDeps } from "../access/relations.ts";

/** A student who has a result, with the guardians who may see it. */
export interface ResultReaders {
  student: Person;
  guardians: Person[];
}

/** Whether the rules of the test ever show anything of a result that is released. */
export function showsResults({ review }: Pick<Assignment, "review">): boolean {
  const fields = reviewFields({
    rules: review,
    submittedAt: 0,
    closedForEveryone: true,
    released: true,
    canStillSit: false,
  });
  return fields.has("mark") || fields.has("response");
}

/**
 * Who has something to see once these grades are released: nobody where the rules show nothing, and nobody of a voided
 * attempt. Whoever may not sign in is among them, and is told for the day they may.
 */
export async function resultReaders(
  deps: RelationDeps,
  assignment: Assignment,
  grades: readonly Pick<Grade, "studentId" | "voided">[],
): Promise<ResultReaders[]> {
  if (!showsResults(assignment)) return [];
  const ids = grades.filter(({ voided }) => !voided).map(({ studentId }) => studentId);
  return await withGuardians(deps, assignment.schoolId, [...new Set(ids)]);
}

/** These students with their guardians of today. */
export async function withGuardians(
  deps: RelationDeps,
  schoolId: string,
  studentIds: readonly string[],
): Promise<ResultReaders[]> {
  const students = await deps.tables.people.findMany(schoolId, studentIds);
  const links = await Promise.all(students.map(({ id }) => guardianIdsOf(deps, schoolId, id)));
  const people = await deps.tables.people.findMany(schoolId, [...new Set(links.flat())]);
  const byId = new Map(people.map((it) => [it.id, it]));
  return students.map((student, i) => ({
    student,
    guardians: links[i]!.flatMap((id) => byId.get(id) ?? []),
  }));
}

/** How many persons that are: those who may not sign in see nothing, and are not counted. */
export function readerCounts(
  readers: readonly ResultReaders[],
): { students: number; guardians: number } {
  const count = (people: readonly Person[]) =>
    new Set(people.filter(({ status }) => status !== "suspended").map(({ id }) => id)).size;
  return {
    students: count(readers.map(({ student }) => student)),
    guardians: count(readers.flatMap(({ guardians }) => guardians)),
  };
}
