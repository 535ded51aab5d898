import { hundredths } from "../model/marking/marks.ts";
import { correlation, mean } from "./sample.ts";

/** Fewest attempts that carry a figure: pages show `facility` from 10 on; the others are `null` below 30. */
export const MIN_N = { facility: 10, discrimination: 30, alpha: 30, flags: 30 } as const;

/** Facility, in per cent, up to which a question is very hard, and from which it is very easy. */
export const VERY_HARD_PERCENT = 20;
export const VERY_EASY_PERCENT = 95;

export interface StatisticsSlot {
  slotId: string;
  maxMark: number;
  /** Empty for kinds without options. */
  optionIds: readonly string[];
  /** The options that are right. */
  keyIds: readonly string[];
}

export interface StatisticsAnswer {
  mark: number;
  omitted: boolean;
  /** Options chosen; empty for kinds without. */
  optionIds: readonly string[];
}

/** Why a teacher should look at a question. */
export type StatisticsFlag = "works_against" | "often_empty" | "very_hard" | "very_easy";

export interface OptionStatistics {
  optionId: string;
  isKey: boolean;
  count: number;
  /** Mean of what its choosers got in all other questions, in marks; `null` where nobody chose it. */
  meanRest: number | null;
}

export interface SlotStatistics {
  slotId: string;
  n: number;
  /** Mean mark in per cent of the maximum. */
  facility: number | null;
  meanMark: number | null;
  omitted: number;
  /** 100 times the correlation of this mark with the sum of all others. */
  discrimination: number | null;
  options: OptionStatistics[];
  flags: StatisticsFlag[];
}

/** In hundredths, attempt by attempt. */
export interface SlotMarks {
  marks: readonly number[];
  totals: readonly number[];
}

/** The figures of one slot; an attempt without an answer omitted it. */
export function slotStatistics(
  slot: StatisticsSlot,
  answers: readonly (StatisticsAnswer | undefined)[],
  { marks, totals }: SlotMarks,
): SlotStatistics {
  const n = answers.length;
  const rest = totals.map((total, row) => total - (marks[row] ?? 0));
  const average = mean(marks);
  const most = hundredths(slot.maxMark);
  const index = n < MIN_N.discrimination ? null : correlation(marks, rest);
  const figures = {
    slotId: slot.slotId,
    n,
    facility: average === null || most === 0 ? null : 100 * average / most,
    meanMark: average === null ? null : average / 100,
    omitted: answers.filter((answer) => answer?.omitted ?? true).length,
    discrimination: index === null ? null : 100 * index,
    options: optionStatistics(slot, answers, rest),
  };
  if (n < MIN_N.flags) return { ...figures, flags: [] };
  const answered = [...answers.keys()].filter((row) => !(answers[row]?.omitted ?? true));
  const kept = correlation(
    answered.map((row) => marks[row] ?? 0),
    answered.map((row) => rest[row]!),
  );
  return { ...figures, flags: flagsOf(figures, kept) };
}

function optionStatistics(
  { optionIds, keyIds }: StatisticsSlot,
  answers: readonly (StatisticsAnswer | undefined)[],
  rest: readonly number[],
): OptionStatistics[] {
  return optionIds.map((optionId) => {
    const drawn = rest.filter((_, row) => answers[row]?.optionIds.includes(optionId));
    const average = mean(drawn);
    return {
      optionId,
      isKey: keyIds.includes(optionId),
      count: drawn.length,
      meanRest: average === null ? null : average / 100,
    };
  });
}

/** @param kept The correlation among those who answered; `null` where one side does not vary. */
function flagsOf(slot: Omit<SlotStatistics, "flags">, kept: number | null): StatisticsFlag[] {
  const { n, facility, omitted } = slot;
  const often = omitted * 2 >= n;
  const flags: StatisticsFlag[] = [];
  if (!often && worksAgainst(slot, kept)) flags.push("works_against");
  if (often) flags.push("often_empty");
  if (facility !== null && facility <= VERY_HARD_PERCENT) flags.push("very_hard");
  if (facility !== null && facility >= VERY_EASY_PERCENT) flags.push("very_easy");
  return flags;
}

/**
 * Whether better students get less here, in a question of any kind: also among those who answered, so that a question that
 * the best left empty does not count, and where there are options, with a right one that somebody chose.
 */
function worksAgainst(
  { discrimination, options }: Omit<SlotStatistics, "flags">,
  kept: number | null,
): boolean {
  if (discrimination === null || discrimination >= 0 || kept === null || kept >= 0) return false;
  return options.length === 0 || options.some(({ isKey, count }) => isKey && count > 0);
}
