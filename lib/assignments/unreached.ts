import { attemptRef } from "../attempts/attempt_ref.ts";
import type { Failure } from "../attempts/stuck.ts";
import { stuckWords } from "../attempts/stuck_words.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Tables } from "../store/tables.ts";

/** Somebody in a room whom a command could not reach. */
export type Unreached = { attemptId: string; studentId: string; name: string; reason: string };

/** Who they are, as the room calls them. */
export async function named(
  { tables }: { tables: Pick<Tables, "people"> },
  assignment: Assignment,
  failures: readonly Failure[],
): Promise<Unreached[]> {
  const ids = failures.map((it) => it.studentId);
  const people = await tables.people.findMany(assignment.schoolId, ids);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return failures.map(({ attemptId: id, studentId, kind }) => ({
    attemptId: attemptRef(assignment, { id, studentId }),
    studentId,
    name: names.get(studentId) ?? "",
    reason: stuckWords({ kind }),
  }));
}
