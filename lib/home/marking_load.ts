import { medianOf } from "../model/histogram.ts";
import type { Assignment } from "../model/assignment_schema.ts";
import type { MarkingLoadRow } from "../model/school_home.ts";
import type { GradedExam } from "./school_cells.ts";

const DAY_MS = 86_400_000;

/** Days from the end of a test to its results; `null` while not released. A release before the end is 0. */
export function daysToResult({ assignment, grades }: GradedExam): number | null {
  const { releasedAt, practice } = assignment;
  if (releasedAt === null || practice) return null;
  return Math.max(0, releasedAt - endOf(assignment, grades)) / DAY_MS;
}

/** When it ended, or without an end when the last was handed in. */
function endOf(
  { opensAt, closesAt, closedAt }: Assignment,
  grades: GradedExam["grades"],
): number {
  const end = Math.min(closesAt ?? Infinity, closedAt ?? Infinity);
  if (Number.isFinite(end)) return end;
  return Math.max(opensAt, ...grades.map(({ submittedAt }) => submittedAt));
}

/** Median over the released ones; `null` without any. */
export function medianDays(exams: readonly GradedExam[]): number | null {
  return medianOf(exams.map(daysToResult).filter((days) => days !== null));
}

/**
 * Marking by any grouping, such as teacher or subject; the largest wait first.
 *
 * @param names What is listed, by id; exams of anything else are left out.
 */
export function markingLoad(
  exams: readonly GradedExam[],
  idOf: (assignment: Assignment) => string | null,
  names: ReadonlyMap<string, string>,
): MarkingLoadRow[] {
  const groups = Map.groupBy(exams, ({ assignment }) => idOf(assignment));
  return [...names].map(([id, name]) => {
    const own = groups.get(id) ?? [];
    const open = own.flatMap(({ grades }) =>
      grades.filter(({ waiting, voided }) => waiting > 0 && !voided)
    );
    return {
      id,
      name,
      waiting: open.reduce((n, { waiting }) => n + waiting, 0),
      oldestAt: open.length === 0 ? null : Math.min(...open.map((it) => it.submittedAt)),
      days: medianDays(own),
      released: own.filter((it) => daysToResult(it) !== null).length,
    };
  }).sort((a, b) => b.waiting - a.waiting || (b.days ?? -1) - (a.days ?? -1));
}
