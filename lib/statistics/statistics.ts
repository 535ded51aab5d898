import { hundredths } from "../model/marking/marks.ts";
import { mean, median, sum, variance } from "./sample.ts";
import {
  MIN_N,
  type SlotStatistics,
  slotStatistics,
  type StatisticsAnswer,
  type StatisticsSlot,
} from "./slot_statistics.ts";

export const LEFT_OUT = ["running", "abandoned", "voided", "unmarked", "excused"] as const;
export type LeftOut = typeof LEFT_OUT[number];

/** One counting attempt of the version. A slot without an answer counts as omitted, with 0. */
export interface StatisticsRow {
  /** Why it does not count; `null` if it does. */
  leftOut: LeftOut | null;
  answers: ReadonlyMap<string, StatisticsAnswer>;
}

export interface ExamStatistics {
  /** Attempts that count. */
  n: number;
  leftOut: Record<LeftOut, number>;
  /** In per cent of the maximum. */
  mean: number | null;
  median: number | null;
  sd: number | null;
  /** Attempts from 0 to under 10 %, and so on; 100 % is in the last. */
  distribution: number[];
  /** Internal consistency (Cronbach), times 100. */
  alpha: number | null;
  slots: SlotStatistics[];
}

/** All figures of one test version, by design/assessment.md 6.2. */
export function examStatistics(
  slots: readonly StatisticsSlot[],
  rows: readonly StatisticsRow[],
): ExamStatistics {
  const counting = rows.filter(({ leftOut }) => leftOut === null);
  const columns = slots.map(({ slotId }) =>
    counting.map(({ answers }) => hundredths(answers.get(slotId)?.mark ?? 0))
  );
  const totals = counting.map((_, row) => sum(columns.map((column) => column[row] ?? 0)));
  const most = sum(slots.map(({ maxMark }) => hundredths(maxMark)));
  const worth = most > 0 ? totals.map((total) => Math.max(0, total)) : [];
  const percent = (value: number | null) => value === null ? null : 100 * value / most;
  const spread = variance(worth);
  return {
    n: counting.length,
    leftOut: countLeftOut(rows),
    mean: percent(mean(worth)),
    median: percent(median(worth)),
    sd: percent(spread === null ? null : Math.sqrt(spread)),
    distribution: distributionOf(worth, most),
    alpha: alphaOf(columns.filter((_, i) => (slots[i]?.maxMark ?? 0) > 0), totals),
    slots: slots.map((slot, i) => {
      const answers = counting.map((row) => row.answers.get(slot.slotId));
      return slotStatistics(slot, answers, { marks: columns[i] ?? [], totals });
    }),
  };
}

function countLeftOut(rows: readonly StatisticsRow[]): Record<LeftOut, number> {
  const counts = { running: 0, abandoned: 0, voided: 0, unmarked: 0, excused: 0 };
  for (const { leftOut } of rows) if (leftOut !== null) counts[leftOut]++;
  return counts;
}

function distributionOf(totals: readonly number[], most: number): number[] {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const total of totals) {
    const bin = Math.min(9, Math.floor(10 * total / most));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

function alphaOf(columns: readonly number[][], totals: readonly number[]): number | null {
  const p = columns.length;
  const whole = variance(totals);
  if (totals.length < MIN_N.alpha || p < 2 || !whole) return null;
  const parts = sum(columns.map((column) => variance(column) ?? 0));
  return 100 * p / (p - 1) * (1 - parts / whole);
}
