import type { VNode } from "preact";
import { formatDay, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatNumber, formatPercent } from "../../lib/model/text/format_number.ts";
import type { StudentResult } from "../../lib/model/results/student_result.ts";
import { Row, Rows } from "../Rows.tsx";
import { attemptPath } from "../../lib/model/process/paths.ts";

export interface ResultRowsProps<R extends StudentResult> {
  results: readonly R[];
  style: TimeStyle;
  /** Where the answers are; `null` where the reader may not open them. The student's own review unless given. */
  hrefOf?: (result: R) => string | null;
}

/** Tests that came back, each leading to its answers. */
export function ResultRows<R extends StudentResult>(
  { results, style, hrefOf = reviewOf }: ResultRowsProps<R>,
): VNode {
  return (
    <Rows>
      {results.map((it) => {
        const href = hrefOf(it);
        return (
          <Row
            key={it.assignmentId}
            {...(href !== null && { href })}
            title={it.title}
            detail={[it.subject, cameBack(it, style)].filter(Boolean).join(", ")}
            end={<Mark result={it} locale={style.locale} />}
          />
        );
      })}
    </Rows>
  );
}

function reviewOf({ attemptId }: StudentResult): string {
  return attemptPath(attemptId, "review");
}

/** "released Monday 23 November", or why there is no mark yet. */
export function cameBack(
  { releasedAt, practice, submittedAt }: StudentResult,
  style: TimeStyle,
): string {
  if (releasedAt !== null) return `released ${formatDay(releasedAt, style)}`;
  const handedIn = `handed in ${formatDay(submittedAt, style)}`;
  return practice ? `practice, ${handedIn}` : `${handedIn}, not released yet`;
}

function Mark({ result, locale }: { result: StudentResult; locale: string }): VNode {
  const { mark, maxMark, percent, waiting } = result;
  if (mark === null) return <span class="muted">Not released yet</span>;
  return (
    <span class="result-mark">
      <b>{formatNumber(mark, locale)} of {formatNumber(maxMark, locale)}</b>
      {percent !== null && <small>{formatPercent(percent / 100, locale)}</small>}
      {waiting > 0 && <small>{waiting} not marked</small>}
    </span>
  );
}
