import type { VNode } from "preact";
import {
  type StudentResult,
  trendFinding,
  trends,
} from "../../lib/model/results/student_result.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import type { TrendSeries } from "../../lib/model/statistics/trend.ts";
import { Card } from "../Card.tsx";
import { TrendLine } from "../charts/TrendLine.tsx";
import { dateFormat } from "../../lib/model/text/date_format.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";

/** Released results as lines, a subject each. */
export function trendSeries(
  results: readonly StudentResult[],
  style: TimeStyle,
): TrendSeries[] {
  const month = dateFormat(style, { month: "short" });
  return trends(results, (at) => month.format(at));
}

/** How one subject goes. */
export function TrendCard(
  { series, locale, more }: { series: TrendSeries; locale: string; more?: VNode },
): VNode {
  return (
    <Card title={series.name} note="percent in each released test" {...(more && { foot: more })}>
      <TrendLine
        title={`${isolated(series.name)}, percent in each released test`}
        finding={trendFinding(series, locale)}
        series={[series]}
        locale={locale}
      />
    </Card>
  );
}
