import type { TrendSeries } from "../statistics/trend.ts";
import { formatNumber } from "../text/format_number.ts";
import { byName } from "../names/order.ts";

/** One test a student has back. */
export interface StudentResult {
  assignmentId: string;
  /** The attempt that counts. */
  attemptId: string;
  title: string;
  subjectId: string | null;
  subject: string | null;
  practice: boolean;
  releasedAt: number | null;
  /** Release, or hand-in where nothing is released. */
  at: number;
  submittedAt: number;
  /** `null` while it may not be seen. */
  mark: number | null;
  maxMark: number;
  /** Per cent once all is marked. */
  percent: number | null;
  /** Answers that wait for marks. */
  waiting: number;
}

/** Per cent over time by subject, from released tests alone; a subject with one test makes no line. */
export function trends(
  results: readonly StudentResult[],
  labelOf: (at: number) => string,
): TrendSeries[] {
  const released = results.filter((it) =>
    !it.practice && it.releasedAt !== null && it.percent !== null
  );
  const bySubject = Map.groupBy(released, ({ subject }) => subject ?? "Other");
  const series = [...bySubject].filter(([, own]) => own.length >= 2).map(([name, own]) => ({
    name,
    points: own.toSorted((a, b) => a.submittedAt - b.submittedAt).map((it) => ({
      at: it.submittedAt,
      label: labelOf(it.submittedAt),
      fraction: it.percent! / 100,
    })),
  }));
  return byName(series, ({ name }) => name);
}

/** The change from the first to the last point, in words: "Up 15.8 points since Aug." */
export function trendFinding({ points }: TrendSeries, locale: string): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const change = Math.round((last.fraction - first.fraction) * 1_000) / 10;
  if (change === 0) return `The same as in ${first.label}.`;
  const size = formatNumber(Math.abs(change), locale, 1);
  const unit = size === "1" ? "point" : "points";
  return `${change > 0 ? "Up" : "Down"} ${size} ${unit} since ${first.label}.`;
}
