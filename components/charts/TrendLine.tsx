import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { formatPercent, formatPoints } from "../../lib/model/text/format_number.ts";
import {
  labelled,
  trendFloor,
  type TrendPoint,
  type TrendSeries,
} from "../../lib/model/statistics/trend.ts";
import { across, ChartFrame } from "./ChartFrame.tsx";

export interface TrendLineProps {
  title: string;
  /** As "Up 15.8 points since August." */
  finding: string;
  /** At most four, oldest point first; each has its own line and mark. One alone is spaced evenly, several by time. */
  series: readonly TrendSeries[];
  locale: string;
}

interface Place {
  /** Share of the width. */
  x: (point: TrendPoint) => number;
  /** Pixels down. */
  y: (point: TrendPoint) => number;
}

const TOP = 24;
const FLOOR = 184;
/** Words that fit beside each other on a phone. */
const ROOM = 6;

/** Percent in each test over time, its values written at the points. */
export function TrendLine({ title, finding, series, locale }: TrendLineProps): VNode {
  const bottom = trendFloor(series);
  const yOf = scaleLinear([bottom, 1], [FLOOR, TOP]);
  const place: Place = { x: xScale(series), y: ({ fraction }) => yOf(fraction) };
  return (
    <ChartFrame
      class="chart--trend"
      title={title}
      finding={finding}
      height={FLOOR + 28}
      heads={["Test", "Percent"]}
      rows={tableRows(series, locale)}
    >
      {gridLines(bottom).map((value) => (
        <Grid key={value} y={yOf(value)} label={value === 1 ? "100%" : `${value * 100}`} />
      ))}
      {dated(series).map((point) => (
        <text
          key={point.at}
          class="chart__tick chart__tick--middle"
          x={across(place.x(point))}
          y={FLOOR + 22}
        >
          {point.label}
        </text>
      ))}
      {series.map((one, index) => (
        <g key={one.name} class={`chart__series chart__series--${index + 1}`}>
          <Line points={one.points} place={place} />
          <Points points={one.points} mark={index} place={place} locale={locale} />
          {series.length > 1 && <Name series={one} place={place} />}
        </g>
      ))}
    </ChartFrame>
  );
}

function xScale(series: readonly TrendSeries[]): Place["x"] {
  const [first, ...others] = series;
  if (first && others.length === 0) {
    const even = scaleLinear([0, Math.max(1, first.points.length - 1)], [0.03, 0.97]);
    return (point) => even(first.points.indexOf(point));
  }
  const times = series.flatMap(({ points }) => points.map((point) => point.at));
  const byTime = scaleLinear([Math.min(...times), Math.max(...times)], [0.03, 0.97]);
  return ({ at }) => byTime(at);
}

/** The points whose dates are written below. */
function dated(series: readonly TrendSeries[]): TrendPoint[] {
  const points = series.flatMap((one) => one.points).toSorted((a, b) => a.at - b.at);
  const chosen = labelled(points.length, series.length > 1 ? 2 : ROOM);
  return points.filter((_, index) => chosen.has(index));
}

function tableRows(series: readonly TrendSeries[], locale: string): string[][] {
  return series.flatMap(({ name, points }) =>
    points.map(({ label, fraction }) => [
      [series.length > 1 ? name : "", label].filter(Boolean).join(", "),
      formatPercent(fraction, locale),
    ])
  );
}

function gridLines(bottom: number): number[] {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].filter((value) => value >= bottom - 1e-9);
}

function Grid({ y, label }: { y: number; label: string }): VNode {
  return (
    <>
      <line class="chart__grid" x1="0" x2="100%" y1={y} y2={y} />
      <text class="chart__tick" x="100%" dx="8" y={y + 4}>{label}</text>
    </>
  );
}

function Line({ points, place }: { points: readonly TrendPoint[]; place: Place }): VNode {
  return (
    <>
      {points.slice(1).map((point, i) => (
        <line
          key={point.at}
          class="chart__line"
          x1={across(place.x(points[i]!))}
          y1={place.y(points[i]!)}
          x2={across(place.x(point))}
          y2={place.y(point)}
        />
      ))}
    </>
  );
}

/** A shape of its own for every line, so that colour is not alone. */
const MARKS = [
  "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
  "M-4 -4h8v8h-8z",
  "M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
  "M0 -5l5.5 9.5h-11z",
];

function Points(
  { points, mark, place, locale }: {
    points: readonly TrendPoint[];
    mark: number;
    place: Place;
    locale: string;
  },
): VNode {
  const valued = labelled(points.length, ROOM);
  return (
    <>
      {points.map((point, i) => (
        <>
          <svg key={point.at} x={across(place.x(point))} y={place.y(point)} class="chart__point">
            <path d={MARKS[mark % MARKS.length]!} />
          </svg>
          {valued.has(i) && (
            <text class="chart__value" x={across(place.x(point))} y={place.y(point) - 12}>
              {formatPoints(point.fraction * 100, locale)}
            </text>
          )}
        </>
      ))}
    </>
  );
}

function Name(
  { series: { name, points }, place }: { series: TrendSeries; place: Place },
): VNode | null {
  const last = points.at(-1);
  if (!last) return null;
  return <text class="chart__name" x={across(place.x(last))} y={place.y(last) + 20}>{name}</text>;
}
