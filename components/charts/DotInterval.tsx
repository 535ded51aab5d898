import type { VNode } from "preact";
import { formatPercent } from "../../lib/model/text/format_number.ts";
import { across } from "./ChartFrame.tsx";

export interface DotIntervalProps {
  /** Mean and its 95% interval, 0 to 1; `null` for a group too small to be shown. */
  group: { mean: number; low: number; high: number } | null;
  /** A dashed line to compare with, as the pass mark. */
  reference?: number;
  locale: string;
}

/** A group's mean as a dot on its interval. */
export function DotInterval({ group, reference, locale }: DotIntervalProps): VNode {
  if (group === null) return <span class="hint small">not shown</span>;
  const { mean, low, high } = group;
  const under = reference !== undefined && high < reference;
  const borders = reference === undefined ? [] : [reference * 100];
  const percent = (value: number) => formatPercent(value, locale, borders);
  return (
    <span class="progress">
      <svg
        class={under ? "interval interval--under" : "interval"}
        role="img"
        aria-label={`95% interval ${percent(low)} to ${percent(high)}`}
        width="100%"
        height="16"
      >
        <line class="chart__grid" x1="0" x2="100%" y1="8" y2="8" />
        {reference !== undefined && (
          <line
            class="interval__reference"
            x1={across(reference)}
            x2={across(reference)}
            y1="1"
            y2="15"
          />
        )}
        <line class="interval__range" x1={across(low)} x2={across(high)} y1="8" y2="8" />
        {[low, high].map((end) => (
          <line
            key={end}
            class="interval__range"
            x1={across(end)}
            x2={across(end)}
            y1="4"
            y2="12"
          />
        ))}
        <circle class="interval__dot" cx={across(mean)} cy="8" r="4" />
      </svg>
      <span class={under ? "progress__figure strong" : "progress__figure"}>{percent(mean)}</span>
    </span>
  );
}
