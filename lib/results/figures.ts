import { keyIdsOf, optionIdsOf } from "../questions/question_key.ts";
import { plainTitle } from "../rich_text/rich_text.ts";
import { latestMarks } from "../grading/latest_marks.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { Slot } from "../model/exams/exam_schema.ts";
import { type Histogram, histogramOf, medianOf } from "../model/statistics/histogram.ts";
import { optionText } from "../questions/response_text.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { mean, variance } from "../statistics/sample.ts";
import type {
  SlotStatistics,
  StatisticsAnswer,
  StatisticsSlot,
} from "../statistics/slot_statistics.ts";
import { examStatistics } from "../statistics/statistics.ts";
import { LEFT_OUT_WORDS, type LeftOutReason } from "../model/results/results_words.ts";
import type { Standing } from "./standing.ts";

export interface ResultFigures {
  /** Students in the figures, and all. */
  n: number;
  of: number;
  leftOut: { reason: LeftOutReason; names: string[] }[];
  /** Per cent of the marks; `null` without results. */
  mean: number | null;
  median: number | null;
  /** In points of per cent. */
  sd: number | null;
  /** Cronbach's, times 100; `null` for too few. */
  alpha: number | null;
  histogram: Histogram;
  questions: QuestionFigures[];
}

export interface QuestionFigures extends SlotStatistics {
  /** Counts from 1 in the order the test was written. */
  number: number;
  /** First line of the prompt, without markup. */
  title: string;
  kind: QuestionContent["kind"];
  maxMark: number;
}

/** A slot with the content of its question. */
export interface SlotContent {
  slot: Slot;
  content: QuestionContent;
}

const LEFT_OUT = Object.keys(LEFT_OUT_WORDS) as LeftOutReason[];

/** All figures of a test's results. Pure. */
export function resultFigures(
  slots: readonly SlotContent[],
  standings: readonly Standing[],
): ResultFigures {
  const counting = standings.filter(({ leftOut }) => leftOut === null);
  const statistics = examStatistics(
    slots.map(statisticsSlot),
    counting.map(({ sample }) => ({ leftOut: null, answers: answersOf(sample!) })),
  );
  const percents = counting.flatMap(({ result }) => result?.percent ?? []);
  const spread = variance(percents);
  return {
    n: counting.length,
    of: standings.length,
    leftOut: LEFT_OUT.map((reason) => ({ reason, names: namesOf(standings, reason) }))
      .filter(({ names }) => names.length > 0),
    mean: mean(percents),
    median: medianOf(percents),
    sd: spread === null ? null : Math.sqrt(spread),
    alpha: statistics.alpha,
    histogram: histogramOf(percents.map((percent) => percent / 100)),
    questions: statistics.slots.map((figures, at) => ({
      ...figures,
      number: at + 1,
      title: plainTitle(slots[at]!.content.prompt),
      kind: slots[at]!.content.kind,
      maxMark: slots[at]!.slot.maxMark,
    })),
  };
}

function namesOf(standings: readonly Standing[], reason: LeftOutReason): string[] {
  return standings.filter(({ leftOut }) => leftOut === reason).map(({ student }) => student.name);
}

function statisticsSlot({ slot: { slotId, maxMark }, content }: SlotContent): StatisticsSlot {
  return { slotId, maxMark, optionIds: optionIdsOf(content), keyIds: keyIdsOf(content) };
}

function answersOf(grade: Grade): Map<string, StatisticsAnswer> {
  const latest = latestMarks(grade);
  return new Map(grade.slots.map(({ slotId, blank, chosen }) => [
    slotId,
    { mark: latest.get(slotId)?.mark ?? 0, omitted: blank, optionIds: chosen },
  ]));
}

/** Options with their letters in the order they were written, for drawing. */
export function lettered(
  content: QuestionContent,
  { options }: SlotStatistics,
): { letter: string; text: string; count: number; isKey: boolean; meanRest: number | null }[] {
  return options.map(({ optionId, ...rest }, at) => ({
    letter: String.fromCharCode(65 + at),
    text: plainTitle(optionText(content, optionId)),
    ...rest,
  }));
}
