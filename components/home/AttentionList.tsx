import type { VNode } from "preact";
import { formatDate, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatNumber } from "../../lib/model/text/format_number.ts";
import { sentence, things } from "../../lib/model/home/home_words.ts";
import type { Attention, AttentionReason } from "../../lib/model/home/teacher_home.ts";
import { Avatar } from "../Avatar.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Row, Rows } from "../Rows.tsx";
import { personPath } from "../../lib/model/process/paths.ts";

/** Lines seen at once; the others open below them. */
const SEEN = 6;

/** Students who may need the teacher, each with its reason. */
export function AttentionList(
  { rows, style }: { rows: readonly Attention[]; style: TimeStyle },
): VNode {
  const more = rows.slice(SEEN);
  return (
    <Card
      id="attention"
      title="May need you"
      note={rows.length > 0 ? rows.length : undefined}
      flush
      ruled
    >
      {rows.length === 0
        ? <EmptyState title="Nobody stands out." />
        : <People rows={rows.slice(0, SEEN)} style={style} />}
      {more.length > 0 && (
        <details class="disclosure attention__more">
          <summary>{`${more.length} more`}</summary>
          <People rows={more} style={style} />
        </details>
      )}
    </Card>
  );
}

function People({ rows, style }: { rows: readonly Attention[]; style: TimeStyle }): VNode {
  return (
    <Rows>
      {rows.map(({ studentId, name, className, reason }) => (
        <Row
          key={`${studentId}-${reason.kind}`}
          href={personPath(studentId)}
          lead={<Avatar name={name} />}
          title={name}
          note={className}
          detail={words(reason, style)}
        />
      ))}
    </Rows>
  );
}

function words(reason: AttentionReason, style: TimeStyle): string {
  switch (reason.kind) {
    case "under":
      return `${formatNumber(reason.points, style.locale, 0)} points under the last ${
        things(reason.before, "test", "tests", style.locale)
      }.`;
    case "missed":
      return `${sentence(things(reason.count, "test", "tests", style.locale))} missed in 14 days.`;
    case "extra_time":
      return `Extra time ends ${formatDate(reason.endsAt, style)}.`;
  }
}
