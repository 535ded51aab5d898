import type { VNode } from "preact";
import { formatPercent, formatThings } from "../../lib/model/text/format_number.ts";
import type { ReleasedExam } from "../../lib/model/home/teacher_home.ts";
import { Card } from "../Card.tsx";
import { Row, Rows } from "../Rows.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

/** What was released within a week, with its median. */
export function ReleasedList(
  { rows, locale }: { rows: readonly ReleasedExam[]; locale: string },
): VNode {
  return (
    <Card id="released" title="Released last week" flush ruled>
      <Rows>
        {rows.map(({ assignmentId, title, audience, results, medianPercent }) => (
          <Row
            key={assignmentId}
            href={assignmentPath(assignmentId, "results")}
            title={title}
            detail={`${audience}, ${formatThings(results, "result", "results", locale)}`}
            end={medianPercent !== null && (
              <span>
                <span class="released__figure">{formatPercent(medianPercent / 100, locale)}</span>
                <span class="muted small">median</span>
              </span>
            )}
          />
        ))}
      </Rows>
    </Card>
  );
}
