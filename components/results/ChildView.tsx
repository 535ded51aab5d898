import type { VNode } from "preact";
import { formatDate, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatNumber } from "../../lib/model/text/format_number.ts";
import type { StudentResult } from "../../lib/model/results/student_result.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { PageHead } from "../PageHead.tsx";
import { Quote } from "../Quote.tsx";
import { type ChildLink, ChildSwitch } from "./ChildSwitch.tsx";
import { type DueRow, DueRows } from "./DueRows.tsx";
import { cameBack } from "./ResultRows.tsx";
import { TrendCard, trendSeries } from "./TrendCards.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { nameParts } from "../../lib/model/people/initials.ts";
import { attemptPath, childPath, RESULTS_PATH } from "../../lib/model/process/paths.ts";

export interface ChildViewProps {
  childrenLinks: readonly ChildLink[];
  child: ChildLink;
  /** All that is due; the page's words count the next 7 days. */
  due: readonly DueRow[];
  missed: readonly { assignmentId: string; title: string; closedAt: number }[];
  results: readonly StudentResult[];
  /** Of the newest result. */
  remarks: { classMean: number | null; comment: { by: string; text: string } | null };
  style: TimeStyle;
  now: number;
}

const WEEK_MS = 7 * 86_400_000;
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** A guardian's page about one child. */
export function ChildView(props: ChildViewProps): VNode {
  const { child, due, missed, results, style, now } = props;
  const firstName = nameParts(child.name)[0] ?? child.name;
  const [newest] = results;
  const series = trendSeries(results, style);
  const line = series.find(({ name }) => name === newest?.subject) ?? series[0];
  return (
    <div class="calm-page">
      <ChildSwitch
        items={props.childrenLinks}
        currentId={child.id}
        hrefOf={(id) => childPath(id)}
      />
      <PageHead title={headline(firstName, due, now)} sub={subline(results, missed, now)} />
      {missed.length > 0 && (
        <Card title="Not handed in">
          <ul class="plain-list">
            {missed.map(({ assignmentId, title, closedAt }) => (
              <li key={assignmentId}>{title}, closed {formatDate(closedAt, style)}</li>
            ))}
          </ul>
        </Card>
      )}
      {due.length > 0 && (
        <Card title="Coming up" flush ruled>
          <DueRows due={due.slice(0, 5)} style={style} />
        </Card>
      )}
      {newest
        ? <NewResult {...props} result={newest} />
        : <EmptyState title="No results released yet." />}
      {line && (
        <TrendCard
          series={line}
          locale={style.locale}
          more={<a href={`${RESULTS_PATH}?child=${child.id}`}>All results and subjects</a>}
        />
      )}
    </div>
  );
}

function headline(firstName: string, due: readonly DueRow[], now: number): string {
  const soon = due.filter(({ opensAt }) => opensAt < now + WEEK_MS).length;
  const count = NUMBERS[soon] ?? String(soon);
  return `${isolated(firstName)} has ${count} ${soon === 1 ? "test" : "tests"} in the next 7 days`;
}

function subline(
  results: readonly StudentResult[],
  missed: ChildViewProps["missed"],
  now: number,
): string {
  const fresh = results.filter(({ at }) => now - at < WEEK_MS).length;
  const came = fresh === 0
    ? "No new result this week."
    : fresh === 1
    ? "One new result this week."
    : `${fresh} new results this week.`;
  const missing = missed.length === 0
    ? "Nothing is missing."
    : missed.length === 1
    ? "1 test was not handed in."
    : `${missed.length} tests were not handed in.`;
  return `${came} ${missing}`;
}

function NewResult(
  { result, remarks, style }: ChildViewProps & { result: StudentResult },
): VNode {
  const { title, subject, mark, maxMark, attemptId } = result;
  const { locale } = style;
  const mean = remarks.classMean;
  return (
    <Card title="Newest result" ruled>
      <div class="new-result">
        <div class="row row--between">
          <b>{title}</b>
          {mark !== null && (
            <b class="nowrap">
              {formatNumber(mark, locale)} of {formatNumber(maxMark, locale)}
            </b>
          )}
        </div>
        <div class="row row--between muted small">
          <span>{[subject, cameBack(result, style)].filter(Boolean).join(", ")}</span>
          {mean !== null && (
            <span class="nowrap">class mean {formatNumber(mean * maxMark / 100, locale, 1)}</span>
          )}
        </div>
        {remarks.comment && <Quote by={remarks.comment.by}>{remarks.comment.text}</Quote>}
        <a href={attemptPath(attemptId, "review")}>See the answers</a>
      </div>
    </Card>
  );
}
