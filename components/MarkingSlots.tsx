import type { VNode } from "preact";
import type { Assignment } from "../lib/model/assignment_schema.ts";
import { formatAge } from "../lib/model/format.ts";
import { AssignmentHead } from "./AssignmentHead.tsx";
import { LinkButton } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { Progress } from "./Progress.tsx";
import { Row, Rows } from "./Rows.tsx";

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
  slots: readonly SlotRow[];
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** The questions of one test that people mark. */
export function MarkingSlots({ assignment, audience, slots, now }: MarkingSlotsProps): VNode {
  const { id, title } = assignment;
  const waiting = slots.reduce((n, { marked, total }) => n + total - marked, 0);
  return (
    <>
      <AssignmentHead {...{ title, audience, waiting }} assignmentId={id} current="marking" />
      {waiting === 0 && (
        <EmptyState
          title={slots.length === 0 ? "No answer needs a person's mark." : "All marked."}
          action={<LinkButton href={`/assignments/${id}/results`}>Results</LinkButton>}
        />
      )}
      {slots.length > 0 && (
        <Card flush>
          <Rows>
            {slots.map((slot) => (
              <Row
                key={slot.slotId}
                href={`/assignments/${id}/marking/${slot.slotId}`}
                title={`Question ${slot.number}`}
                detail={slot.oldestAt === null ? "All marked" : waits(slot.oldestAt, now)}
                end={<Progress done={slot.marked} of={slot.total} />}
              />
            ))}
          </Rows>
        </Card>
      )}
    </>
  );
}

function waits(oldestAt: number, now: number): string {
  return `Oldest waits ${formatAge(now - oldestAt)}`;
}
