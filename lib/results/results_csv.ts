import { type CsvCell, type CsvFormat, csvNumber, csvOf } from "../files/csv.ts";
import { latestMarks } from "../grading/latest_marks.ts";
import { shownPercent } from "../model/statistics/shown_percent.ts";
import type { TestResults } from "./results.ts";
import type { LeftOutReason } from "../model/results/results_words.ts";
import type { Standing } from "./standing.ts";

const STATES: Record<LeftOutReason, string> = {
  running: "Writing",
  unmarked: "Waits for marks",
  "not_started": "Not started",
  absent: "Absent",
  excused: "Excused",
  abandoned: "Not handed in",
  voided: "Voided",
};

/**
 * One line per student: state, sum and each question's mark. While names are hidden, names and times of hand-in are left
 * empty and the lines stand by what is in them: neither the register nor a clock tells whose they are.
 */
export function resultsCsv(
  { slots, standings, namesHidden, passPercent }: Pick<
    TestResults,
    "slots" | "standings" | "namesHidden" | "passPercent"
  >,
  format: CsvFormat,
): string {
  const handedIn = `Handed in (${format.timeZone})`;
  const heads = ["Roll number", "Name", "State", "Mark", "Of", "Percent", handedIn];
  const questions = slots.map(({ slot }, at) =>
    `Question ${at + 1} (of ${csvNumber(slot.maxMark, format)})`
  );
  const ids = slots.map(({ slot }) => slot.slotId);
  const lines = standings.map((it): CsvCell[] => [
    ...(namesHidden ? ["", ""] : [it.student.rollNumber ?? "", it.student.name]),
    it.leftOut === null ? "Marked" : STATES[it.leftOut],
    ...sums(it, passPercent),
    namesHidden || it.result === null ? null : { at: it.result.grade.submittedAt },
    ...marksOf(it, ids),
  ]);
  return csvOf([[...heads, ...questions], ...(namesHidden ? byContent(lines) : lines)], format);
}

function sums({ result }: Standing, passPercent: number): CsvCell[] {
  if (result === null) return [null, null, null];
  const { mark, maxMark, percent } = result;
  return [mark, maxMark, percent === null ? null : shownPercent(percent, [passPercent])];
}

function byContent(lines: readonly CsvCell[][]): CsvCell[][] {
  const text = (line: readonly CsvCell[]) => JSON.stringify(line);
  return lines.toSorted((a, b) => text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

function marksOf({ result }: Standing, slotIds: readonly string[]): (number | null)[] {
  const latest = result === null ? null : latestMarks(result.grade);
  return slotIds.map((slotId) => latest?.get(slotId)?.mark ?? null);
}
