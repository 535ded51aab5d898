import { attemptsOf } from "../attempts/store.ts";
import { isOpen } from "../attempts/projection.ts";
import { hasOwnTimes, type Meant, meantFor } from "../assignments/membership.ts";
import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { type Counted, counted } from "./counting.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { Person } from "../model/people/people_schema.ts";
import { canStillSit } from "../review/review_fields.ts";
import type { LeftOutReason } from "../model/results/results_words.ts";
import { listAll } from "../store/store.ts";
import { byRegister } from "../access/relations.ts";

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
  /** Answers without a mark, in attempts that do not count as well. */
  waiting: number;
}

/**
 * Everyone whom the test is or was for, and others who have an attempt. Absent is who was meant and can sit it no more; who
 * still can has not started. One read per kind of row.
 */
export async function standingsOf(deps: MarkingDeps, assignment: Assignment): Promise<Standing[]> {
  const { schoolId, id } = assignment;
  const [meant, attempts, grades] = await Promise.all([
    meantFor(deps, assignment),
    attemptsOf(deps.attempts, assignment),
    listAll(deps.tables.grades, "byAssignment", schoolId, [id]),
  ]);
  const known = new Set(meant.map(({ student }) => student.id));
  const leavers = [...new Set(attempts.map(({ studentId }) => studentId))]
    .filter((studentId) => !known.has(studentId));
  const others = byRegister(await deps.tables.people.findMany(schoolId, leavers))
    .map((student) => ({ student, isMember: false, override: null, accommodation: null }));
  const now = deps.now();
  return [...meant, ...others].map((it) =>
    standing(assignment, {
      ...it,
      attempts: attempts.filter(({ studentId }) => studentId === it.student.id),
      grades: grades.filter(({ studentId }) => studentId === it.student.id),
      now,
    })
  );
}

interface Record extends Meant {
  attempts: readonly Attempt[];
  grades: readonly Grade[];
  now: number;
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
    leftOut: leftOut(assignment, result, record),
    attemptId: result?.grade.id ?? attempts.at(-1)?.id ?? null,
    waiting: grades.filter(({ voided }) => !voided).reduce((n, it) => n + it.waiting.length, 0),
  };
}

function leftOut(
  assignment: Assignment,
  result: Counted<Grade> | null,
  { attempts, override, accommodation, isMember, now }: Record,
): LeftOutReason | null {
  if (result !== null) return result.provisional ? "unmarked" : null;
  if (attempts.some(isOpen)) return "running";
  if (attempts.some(({ state }) => state === "abandoned")) return "abandoned";
  if (attempts.some(({ state }) => state === "voided")) return "voided";
  if (attempts.some(({ state }) => state === "submitted")) return "unmarked";
  if (override?.excused) return "excused";
  const maySit = isMember || (override !== null && hasOwnTimes(override));
  const facts = { assignment, override, accommodation, attempts };
  const isOff = assignment.cancelledAt !== null;
  return isOff || (maySit && canStillSit(facts, now)) ? "not_started" : "absent";
}
