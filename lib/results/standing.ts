import { audienceOf, overridesOf } from "../assignments.ts";
import { attemptsOf } from "../attempts/store.ts";
import { isOpen } from "../attempts/projection.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment, Override } from "../model/assignment_schema.ts";
import type { Attempt } from "../model/attempt_schema.ts";
import { type Counted, counted } from "../model/counting.ts";
import type { Grade } from "../model/grade_schema.ts";
import type { Person } from "../model/people_schema.ts";
import type { LeftOutReason } from "../model/results_words.ts";
import { listAll } from "../store.ts";
import { byRegister } from "../relations.ts";

/** One student of an assignment, with what counts. */
export interface Standing {
  student: Person;
  assignment: Assignment;
  result: Counted<Grade> | null;
  /** The attempt whose answers the figures of questions use: what counts, for a mean the first. */
  sample: Grade | null;
  /** `null` when the result is in the figures. */
  leftOut: LeftOutReason | null;
  /** Newest attempt, to look at; `null` without one. */
  attemptId: string | null;
}

/** Everyone of the audience, and those who left it and have an attempt. One read per kind of row. */
export async function standingsOf(deps: MarkingDeps, assignment: Assignment): Promise<Standing[]> {
  const { schoolId, id } = assignment;
  const [audience, attempts, grades, overrides] = await Promise.all([
    audienceOf(deps, assignment),
    attemptsOf(deps.attempts, assignment),
    listAll(deps.tables.grades, "byAssignment", schoolId, [id]),
    overridesOf(deps, assignment),
  ]);
  const known = new Set(audience.map((student) => student.id));
  const leavers = [...new Set(attempts.map(({ studentId }) => studentId))]
    .filter((studentId) => !known.has(studentId));
  const others = await deps.tables.people.findMany(schoolId, leavers);
  return [...audience, ...byRegister(others)].map((student) =>
    standing(assignment, {
      student,
      attempts: attempts.filter(({ studentId }) => studentId === student.id),
      grades: grades.filter(({ studentId }) => studentId === student.id),
      override: overrides.get(student.id) ?? null,
    })
  );
}

interface Record {
  student: Person;
  attempts: readonly Attempt[];
  grades: readonly Grade[];
  override: Override | null;
}

function standing(assignment: Assignment, record: Record): Standing {
  const { student, attempts, grades } = record;
  const result = counted(grades, assignment.counts);
  const first = assignment.counts === "mean" ? counted(grades, "first") : result;
  return {
    student,
    assignment,
    result,
    sample: first?.grade ?? null,
    leftOut: leftOut(result, record),
    attemptId: result?.grade.id ?? attempts.at(-1)?.id ?? null,
  };
}

function leftOut(
  result: Counted<Grade> | null,
  { attempts, override }: Record,
): LeftOutReason | null {
  if (result !== null) return result.provisional ? "unmarked" : null;
  if (attempts.some(isOpen)) return "running";
  if (attempts.some(({ state }) => state === "abandoned")) return "abandoned";
  if (attempts.some(({ state }) => state === "voided")) return "voided";
  if (attempts.some(({ state }) => state === "submitted")) return "unmarked";
  return override?.excused ? "excused" : "absent";
}
