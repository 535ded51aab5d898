import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { formatPercent } from "../../lib/model/text/format_number.ts";
import type { Histogram as Counts } from "../../lib/model/statistics/histogram.ts";
import { across, ChartFrame } from "./ChartFrame.tsx";

export interface HistogramProps {
  /** "Students by percent" unless given. */
  title?: string;
  /** Made from the figures unless given. */
  finding?: string;
  histogram: Counts;
  locale: string;
}

const TOP = 40;
const PLOT = 180;
const FLOOR = TOP + PLOT;

/** Results by tenths, with the median. */
export function Histogram(props: HistogramProps): VNode {
  const { title = "Students by percent", histogram, locale } = props;
  const { bins, median, count } = histogram;
  const height = scaleLinear([0, Math.max(1, ...bins)], [0, PLOT]);
  const shown = median === null ? null : formatPercent(median, locale);
  const finding = props.finding ??
    (shown === null
      ? "No results yet."
      : `${count} ${count === 1 ? "result" : "results"}, the median is ${shown}.`);
  return (
    <ChartFrame
      title={title}
      finding={finding}
      height={FLOOR + 24}
      heads={["Percent", "Students"]}
      rows={bins.map((n, i) => [range(i), String(n)])}
    >
      {bins.map((n, i) => <BinBar key={i} index={i} count={n} height={height} />)}
      <line class="chart__axis" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
      {bins.map((_, i) => (
        <text
          key={i}
          class={`chart__tick${i > 0 ? " chart__tick--middle" : ""}${
            i % 2 ? " chart__tick--odd" : ""
          }`}
          x={across(i / 10)}
          y={FLOOR + 18}
        >
          {i * 10}
        </text>
      ))}
      <text class="chart__tick chart__tick--end" x="100%" y={FLOOR + 18}>100%</text>
      {median !== null && <Median share={median} label={`median ${shown}`} />}
    </ChartFrame>
  );
}

function range(bin: number): string {
  return bin === 9 ? "90 to 100" : `${bin * 10} to under ${bin * 10 + 10}`;
}

function BinBar(
  { index, count, height }: {
    index: number;
    count: number;
    height: ScaleLinear<number, number>;
  },
): VNode | null {
  if (count === 0) return null;
  const y = FLOOR - height(count);
  return (
    <>
      <rect
        class="chart__bar"
        x={across(index / 10 + 0.005)}
        y={y}
        width={across(0.09)}
        height={height(count)}
        rx="2"
      />
      <text class="chart__value" x={across(index / 10 + 0.05)} y={y - 6}>{count}</text>
    </>
  );
}

/** Its words stand above the highest bar's figure, on the side that has room. */
function Median({ share, label }: { share: number; label: string }): VNode {
  const x = across(Math.min(1, Math.max(0, share)));
  const before = share > 0.5;
  return (
    <>
      <line class="chart__halo" x1={x} x2={x} y1={8} y2={FLOOR} />
      <line class="chart__median" x1={x} x2={x} y1={8} y2={FLOOR} />
      <text
        class={before ? "chart__note chart__note--end" : "chart__note"}
        x={x}
        dx={before ? -6 : 6}
        y={16}
      >
        {label}
      </text>
    </>
  );
}
