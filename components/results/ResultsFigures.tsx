import type { VNode } from "preact";
import { formatPercent, formatPoints } from "../../lib/model/text/format_number.ts";
import type { Histogram as Bins } from "../../lib/model/statistics/histogram.ts";
import {
  LEFT_OUT_WORDS,
  type LeftOutReason,
  leftOutWords,
} from "../../lib/model/results/results_words.ts";
import { Stat, Stats } from "../Stat.tsx";

export interface FiguresProps {
  figures: {
    n: number;
    of: number;
    leftOut: readonly { reason: LeftOutReason; names: readonly string[] }[];
    mean: number | null;
    median: number | null;
    sd: number | null;
    alpha: number | null;
    histogram: Bins;
  };
  /** Fewest results for the reliability. */
  minAlpha: number;
  /** Names may be shown. */
  names: boolean;
  locale: string;
}

/** How many count, middle, spread, and who is left out. */
export function ResultsFigures({ figures, minAlpha, names, locale }: FiguresProps): VNode {
  const { n, of, mean, median, sd, alpha, leftOut } = figures;
  const percent = (value: number | null) =>
    value === null ? "–" : formatPercent(value / 100, locale);
  return (
    <section class="card results-strip" aria-label="Figures">
      <Stats strip>
        <Stat label="Counted" value={n} unit={`of ${of}`} />
        <Stat label="Median" value={percent(median)} />
        <Stat label="Mean" value={percent(mean)} />
        <Stat
          label="Spread (sd)"
          value={sd === null ? "–" : formatPoints(sd, locale)}
          {...(sd !== null && { unit: "points" })}
        />
        <Stat
          label="Reliability (alpha)"
          value={alpha === null ? "–" : percent(alpha)}
          {...(alpha === null && { note: notEnough(n, minAlpha) })}
        />
      </Stats>
      {leftOut.length > 0 && (
        <details class="results-strip__out">
          <summary>
            Left out: {leftOutWords(leftOut)}
          </summary>
          <ul class="plain-list">
            {leftOut.map(({ reason, names: who }) => (
              <li key={reason}>
                {names ? who.join(", ") : who.length}: {LEFT_OUT_WORDS[reason]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** In place of a figure that too few results carry. */
export function notEnough(n: number, of: number): string {
  return n >= of ? "Cannot be computed" : `Not enough data (${n} of ${of})`;
}
