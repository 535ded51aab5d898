import type { VNode } from "preact";
import type { Assignment } from "../lib/model/assignments/assignment_schema.ts";
import { formatAge } from "../lib/model/text/format.ts";
import { AssignmentHead } from "./AssignmentHead.tsx";
import { LinkButton } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { EmptyState } from "./EmptyState.tsx";
import type { Crumb } from "./PageHead.tsx";
import { Progress } from "./Progress.tsx";
import { type Column, Table } from "./Table.tsx";
import { assignmentPath } from "../lib/model/process/paths.ts";

export interface SlotRow {
  slotId: string;
  number: number;
  marked: number;
  total: number;
  /** `null` when all are marked. */
  oldestAt: number | null;
}

export interface MarkingSlotsProps {
  assignment: Pick<Assignment, "id" | "title">;
  /** As "Class 10 B, 36 students". */
  audience: string;
  /** The list that the reader comes from. */
  from: Crumb;
  slots: readonly SlotRow[];
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** The questions of one test that people mark. */
export function MarkingSlots({ assignment, audience, from, slots, now }: MarkingSlotsProps): VNode {
  const { id, title } = assignment;
  const waiting = slots.reduce((n, { marked, total }) => n + total - marked, 0);
  return (
    <>
      <AssignmentHead {...{ title, audience, waiting, from }} assignmentId={id} current="marking" />
      {waiting === 0 && (
        <EmptyState
          title={slots.length === 0 ? "No answer needs a person's mark." : "All marked."}
          action={<LinkButton href={assignmentPath(id, "results")}>Results</LinkButton>}
        />
      )}
      {slots.length > 0 && (
        <Card flush>
          <Table
            caption="Questions that people mark"
            columns={columns(id, now)}
            rows={slots}
            rowKey={(it) => it.slotId}
          />
        </Card>
      )}
    </>
  );
}

function columns(assignmentId: string, now: number): Column<SlotRow>[] {
  const age = ({ oldestAt }: SlotRow) => oldestAt === null ? "" : formatAge(now - oldestAt);
  return [
    { key: "number", head: "Question", rowHead: true, cell: (it) => `Question ${it.number}` },
    { key: "waiting", head: "To mark", end: true, fit: true, cell: (it) => it.total - it.marked },
    { key: "done", head: "Done", cell: (it) => <Progress done={it.marked} of={it.total} /> },
    { key: "oldest", head: "Oldest", quiet: true, cell: age },
    {
      key: "act",
      head: "Mark",
      quietHead: true,
      fit: true,
      cell: ({ slotId, number, oldestAt }) => (
        <LinkButton
          href={assignmentPath(assignmentId, "marking", slotId)}
          size="small"
          label={`${oldestAt === null ? "Look at" : "Mark"} question ${number}`}
        >
          {oldestAt === null ? "Look" : "Mark"}
        </LinkButton>
      ),
    },
  ];
}
