import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { listAll } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/**
 * Classes that were given a test already, each with the newest time; what was cancelled does not count.
 *
 * @param but Id of an assignment that is left out.
 */
export async function givenBefore(
  { tables }: { tables: Pick<Tables, "assignments"> },
  { schoolId, examId, but }: { schoolId: string; examId: string; but?: string | undefined },
): Promise<Map<string, Assignment>> {
  const all = await listAll(tables.assignments, "byExam", schoolId, [examId]);
  const found = new Map<string, Assignment>();
  for (const it of all.toSorted((a, b) => a.createdAt - b.createdAt)) {
    if (it.audience.kind !== "class" || it.cancelledAt !== null || it.id === but) continue;
    found.set(it.audience.classId, it);
  }
  return found;
}
