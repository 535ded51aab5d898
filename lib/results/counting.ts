import type { Assignment } from "../model/assignments/assignment_schema.ts";
import type { Grade } from "../grading/grade_schema.ts";
import { hundredths, percentOf } from "../model/marking/marks.ts";

/** What a student has from a test, by the assignment's rule. */
export interface Counted<G> {
  /** The attempt that counts; for a mean the latest, to look at. */
  grade: G;
  mark: number;
  maxMark: number;
  /** `null` where nothing could be won. */
  percent: number | null;
  /** An answer that it rests on waits for marks. */
  provisional: boolean;
}

type Countable = Pick<Grade, "id" | "number" | "mark" | "maxMark" | "state" | "voided">;

/** One student's result at one assignment; `null` without a grade that counts. Ties go to the earlier attempt. */
export function counted<G extends Countable>(
  grades: readonly G[],
  rule: Assignment["counts"],
): Counted<G> | null {
  const valid = grades.filter(({ voided }) => !voided).toSorted((a, b) => a.number - b.number);
  const last = valid.at(-1);
  if (!last) return null;
  if (rule === "mean") return meanOf(valid, last);
  const best = valid.reduce((top, it) => share(it) > share(top) ? it : top);
  const grade = { first: valid[0]!, last, best }[rule];
  const provisional = rule === "best"
    ? valid.some(({ state }) => state !== "complete")
    : grade.state !== "complete";
  return {
    grade,
    mark: grade.mark,
    maxMark: grade.maxMark,
    percent: percentOf(grade.mark, grade.maxMark),
    provisional,
  };
}

/** Compared by share, as attempts may be worth unlike totals. */
function share({ mark, maxMark }: Countable): number {
  return maxMark > 0 ? mark / maxMark : 0;
}

/** Mean of the marks, rounded to hundredths. */
function meanOf<G extends Countable>(valid: readonly G[], last: G): Counted<G> {
  const total = valid.reduce((sum, it) => sum + hundredths(it.mark), 0);
  const mark = Math.round(total / valid.length) / 100;
  return {
    grade: last,
    mark,
    maxMark: last.maxMark,
    percent: percentOf(mark, last.maxMark),
    provisional: valid.some(({ state }) => state !== "complete"),
  };
}
