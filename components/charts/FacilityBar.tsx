import type { VNode } from "preact";
import { formatPercent } from "../../lib/model/text/format_number.ts";
import { Bar } from "../Progress.tsx";

export interface FacilityBarProps {
  /** Mean share of the marks, 0 to 1; `null` where there are too few. */
  fraction: number | null;
  locale: string;
  /** In place of the figure, as "Not enough data (8 of 30)". */
  missing?: string;
}

/** How well a question went, as bar and figure. */
export function FacilityBar(
  { fraction, locale, missing = "Not enough data" }: FacilityBarProps,
): VNode {
  if (fraction === null) return <span class="hint small">{missing}</span>;
  return (
    <span class="progress">
      <Bar share={fraction} />
      <span class="progress__figure">{formatPercent(fraction, locale)}</span>
    </span>
  );
}
