import type { VNode } from "preact";
import { formatAge } from "../lib/model/text/format.ts";
import type { QueueItem } from "../lib/model/marking/marking_schema.ts";
import { LinkButton } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { PageHead } from "./PageHead.tsx";
import { Progress } from "./Progress.tsx";
import { type Column, Table } from "./Table.tsx";
import { isolated } from "../lib/model/text/text_signs.ts";
import { assignmentPath, TESTS_PATH } from "../lib/model/process/paths.ts";

export interface MarkingQueueProps {
  items: readonly QueueItem[];
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** Everything that waits for a person's marks, a row per question, the oldest first. */
export function MarkingQueue({ items, now }: MarkingQueueProps): VNode {
  const waiting = items.reduce((n, { marked, total }) => n + total - marked, 0);
  const words = waiting === 1 ? "1 answer waits for marks." : `${waiting} answers wait for marks.`;
  return (
    <>
      <PageHead title="Marking" {...(waiting > 0 && { sub: words })} />
      {items.length === 0
        ? (
          <EmptyState
            title="All marked."
            action={<LinkButton href={TESTS_PATH}>Tests</LinkButton>}
          />
        )
        : (
          <Card flush>
            <Table
              caption="Answers that wait for marks"
              columns={columns(now)}
              rows={items}
              rowKey={(it) => `${it.assignmentId}-${it.slotId}`}
            />
          </Card>
        )}
    </>
  );
}

function columns(now: number): Column<QueueItem>[] {
  return [
    { key: "title", head: "Test", rowHead: true, cell: (it) => it.title },
    { key: "class", head: "Class", quiet: true, cell: audience },
    { key: "number", head: "Question", end: true, fit: true, cell: (it) => it.number },
    { key: "waiting", head: "To mark", end: true, fit: true, cell: (it) => it.total - it.marked },
    { key: "done", head: "Done", cell: (it) => <Progress done={it.marked} of={it.total} /> },
    { key: "oldest", head: "Oldest", quiet: true, cell: (it) => formatAge(now - it.oldestAt) },
    { key: "act", head: "Mark", quietHead: true, fit: true, cell: markLink },
  ];
}

function audience({ className, teacherName }: QueueItem): VNode {
  return (
    <>
      {className ?? "Chosen students"}
      {teacherName && (
        <small>
          , <bdi>{teacherName}</bdi>
        </small>
      )}
    </>
  );
}

function markLink({ assignmentId, slotId, title, number }: QueueItem): VNode {
  return (
    <LinkButton
      href={assignmentPath(assignmentId, "marking", slotId)}
      size="small"
      label={`Mark question ${number} of ${isolated(title)}`}
    >
      Mark
    </LinkButton>
  );
}
