import { type CsvCell, type CsvFormat, csvNumber, csvOf } from "../csv.ts";
import { latestMarks } from "../model/grade.ts";
import type { TestResults } from "./results.ts";
import type { LeftOutReason } from "../model/results_words.ts";
import type { Standing } from "./standing.ts";

const STATES: Record<LeftOutReason, string> = {
  running: "Writing",
  unmarked: "Waits for marks",
  absent: "Absent",
  excused: "Excused",
  abandoned: "Not handed in",
  voided: "Voided",
};

/** One line per student: state, sum and each question's mark. Hidden names are left empty. */
export function resultsCsv(
  { slots, standings, namesHidden }: TestResults,
  format: CsvFormat,
): string {
  const handedIn = `Handed in (${format.timeZone})`;
  const heads = ["Roll number", "Name", "State", "Mark", "Of", "Percent", handedIn];
  const questions = slots.map(({ slot }, at) =>
    `Question ${at + 1} (of ${csvNumber(slot.maxMark, format)})`
  );
  const ids = slots.map(({ slot }) => slot.slotId);
  return csvOf([
    [...heads, ...questions],
    ...standings.map((it) => [
      ...(namesHidden ? ["", ""] : [it.student.rollNumber ?? "", it.student.name]),
      it.leftOut === null ? "Marked" : STATES[it.leftOut],
      ...sums(it),
      ...marksOf(it, ids),
    ]),
  ], format);
}

function sums({ result }: Standing): CsvCell[] {
  if (result === null) return [null, null, null, null];
  const { mark, maxMark, percent, grade } = result;
  return [mark, maxMark, percent === null ? null : Math.round(percent * 10) / 10, {
    at: grade.submittedAt,
  }];
}

function marksOf({ result }: Standing, slotIds: readonly string[]): (number | null)[] {
  const latest = result === null ? null : latestMarks(result.grade);
  return slotIds.map((slotId) => latest?.get(slotId)?.mark ?? null);
}
