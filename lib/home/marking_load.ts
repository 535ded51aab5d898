import { medianOf } from "../model/statistics/histogram.ts";
import type { MarkingLoadRow } from "../model/home/school_home.ts";
import type { GivenExam, GradedExam } from "./school_cells.ts";

const DAY_MS = 86_400_000;

/** Days from the end of a test to its results; `null` while not released. A release before the end is 0. */
export function daysToResult({ assignment, grades }: GradedExam): number | null {
  const { releasedAt, practice } = assignment;
  if (releasedAt === null || practice) return null;
  return Math.max(0, releasedAt - endOf(assignment, grades)) / DAY_MS;
}

/** When it ended, or without an end when the last was handed in. */
function endOf(
  { opensAt, closesAt, closedAt }: GivenExam,
  grades: GradedExam["grades"],
): number {
  const end = Math.min(closesAt ?? Infinity, closedAt ?? Infinity);
  if (Number.isFinite(end)) return end;
  return Math.max(opensAt, ...grades.map(({ submittedAt }) => submittedAt));
}

/** What is kept of a test when its grades are not: how far its marking is. */
export interface MarkedExam {
  assignment: GivenExam;
  /** Answers with a mark, and without one. */
  marked: number;
  waiting: number;
  /** Hand-in of the oldest that waits; `null` when none does. */
  oldestAt: number | null;
  /** See {@linkcode daysToResult}. */
  days: number | null;
}

export function markedExam(exam: GradedExam): MarkedExam {
  const grades = exam.grades.filter(({ voided }) => !voided);
  const open = grades.filter(({ waiting }) => waiting > 0);
  return {
    assignment: exam.assignment,
    marked: grades.reduce((n, { marked }) => n + marked, 0),
    waiting: open.reduce((n, { waiting }) => n + waiting, 0),
    oldestAt: oldest(open.map(({ submittedAt }) => submittedAt)),
    days: daysToResult(exam),
  };
}

function oldest(times: readonly (number | null)[]): number | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Median over the released ones; `null` without any. */
export function medianDays(exams: readonly Pick<MarkedExam, "days">[]): number | null {
  return medianOf(exams.map(({ days }) => days).filter((days) => days !== null));
}

/**
 * Marking by any grouping, such as teacher or subject; the largest wait first.
 *
 * @param names What is listed, by id; exams of anything else are left out.
 */
export function markingLoad(
  exams: readonly MarkedExam[],
  idOf: (assignment: GivenExam) => string | null,
  names: ReadonlyMap<string, string>,
): MarkingLoadRow[] {
  const groups = Map.groupBy(exams, ({ assignment }) => idOf(assignment));
  return [...names].map(([id, name]) => {
    const own = groups.get(id) ?? [];
    return {
      id,
      name,
      waiting: own.reduce((n, { waiting }) => n + waiting, 0),
      oldestAt: oldest(own.map(({ oldestAt }) => oldestAt)),
      days: medianDays(own),
      released: own.filter(({ days }) => days !== null).length,
    };
  }).sort((a, b) => b.waiting - a.waiting || (b.days ?? -1) - (a.days ?? -1));
}
