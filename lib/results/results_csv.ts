import { csvOf } from "../csv.ts";
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
export function resultsCsv({ slots, standings, namesHidden }: TestResults): string {
  const heads = ["Roll number", "Name", "State", "Mark", "Of", "Percent", "Handed in (UTC)"];
  const questions = slots.map(({ slot }, at) => `Question ${at + 1} (of ${slot.maxMark})`);
  const ids = slots.map(({ slot }) => slot.slotId);
  return csvOf([
    [...heads, ...questions],
    ...standings.map((it) => [
      ...(namesHidden ? ["", ""] : [it.student.rollNumber ?? "", it.student.name]),
      it.leftOut === null ? "Marked" : STATES[it.leftOut],
      ...sums(it),
      ...marksOf(it, ids),
    ]),
  ]);
}

function sums({ result }: Standing): (string | number | null)[] {
  if (result === null) return [null, null, null, null];
  const { mark, maxMark, percent, grade } = result;
  const handedIn = new Date(grade.submittedAt).toISOString().slice(0, 16).replace("T", " ");
  return [mark, maxMark, percent === null ? null : Math.round(percent * 10) / 10, handedIn];
}

function marksOf({ result }: Standing, slotIds: readonly string[]): (number | null)[] {
  const latest = result === null ? null : latestMarks(result.grade);
  return slotIds.map((slotId) => latest?.get(slotId)?.mark ?? null);
}
