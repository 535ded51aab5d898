import type { VNode } from "preact";
import { formatAge, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatCount } from "../../lib/model/text/format_number.ts";
import type { MarkingRow } from "../../lib/model/home/teacher_home.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Progress } from "../Progress.tsx";
import { type Column, Table } from "../Table.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { assignmentPath, MARKING_PATH } from "../../lib/model/process/paths.ts";

export interface WaitingTableProps {
  rows: readonly MarkingRow[];
  now: number;
  style: TimeStyle;
  /** Nothing is more urgent: the first row's button leads the page. */
  primary: boolean;
}

/** Answers that wait for marks, test by test, the oldest first. */
export function WaitingTable({ rows, now, style, primary }: WaitingTableProps): VNode {
  const waiting = rows.reduce((n, { toMark }) => n + toMark, 0);
  return (
    <Card
      id="waiting"
      title="Waiting for your marks"
      note={waiting > 0 ? formatCount(waiting, style.locale) : undefined}
      action={<a href={MARKING_PATH}>All marking</a>}
      flush
    >
      {rows.length === 0 ? <EmptyState title="All marked." /> : (
        <Table
          caption="Waiting for your marks"
          columns={columns(rows[0]!, { now, style, primary })}
          rows={rows}
          rowKey={({ assignmentId }) => assignmentId}
        />
      )}
    </Card>
  );
}

function columns(
  first: MarkingRow,
  { now, style, primary }: Pick<WaitingTableProps, "now" | "style" | "primary">,
): Column<MarkingRow>[] {
  return [
    { key: "test", head: "Test", rowHead: true, cell: ({ title }) => title },
    {
      key: "class",
      head: "Class",
      quiet: true,
      cell: ({ audience }) => <span class="nowrap">{audience}</span>,
    },
    {
      key: "to-mark",
      head: "To mark",
      end: true,
      cell: ({ toMark }) => formatCount(toMark, style.locale),
    },
    { key: "done", head: "Done", cell: ({ done, total }) => <Progress done={done} of={total} /> },
    {
      key: "oldest",
      head: "Oldest",
      quiet: true,
      cell: ({ oldestAt }) => <span class="nowrap">{formatAge(Math.max(0, now - oldestAt))}</span>,
    },
    {
      key: "mark",
      head: "Mark",
      quietHead: true,
      fit: true,
      cell: (row) => (
        <LinkButton
          href={assignmentPath(row.assignmentId, "marking")}
          size="small"
          look={primary && row === first ? "primary" : "plain"}
        >
          Mark
          <span class="vh">{`: ${isolated(row.title)}, ${isolated(row.audience)}`}</span>
        </LinkButton>
      ),
    },
  ];
}
