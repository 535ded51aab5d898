import type { VNode } from "preact";
import { formatInstant, formatLeft, type TimeStyle } from "../../lib/model/text/format.ts";
import { DayMark } from "../home/DayMark.tsx";
import { Row, Rows } from "../Rows.tsx";

export interface DueRow {
  assignmentId: string;
  title: string;
  subject: string | null;
  opensAt: number;
  closesAt: number | null;
  limitMs: number | null;
  state: "coming" | "open" | "writing";
}

/** Tests a student has to sit, with the student's own times. */
export function DueRows({ due, style }: { due: readonly DueRow[]; style: TimeStyle }): VNode {
  return (
    <Rows>
      {due.map((it) => (
        <Row
          key={it.assignmentId}
          lead={<DayMark at={it.closesAt} style={style} />}
          title={it.title}
          detail={[it.subject, time(it), when(it, style)]
            .filter(Boolean).join(", ")}
        />
      ))}
    </Rows>
  );
}

/** Of a test that is being written only its end matters. */
function time({ state, limitMs }: DueRow): string | null {
  return state === "writing" || limitMs === null ? null : formatLeft(limitMs);
}

function when({ state, opensAt, closesAt }: DueRow, style: TimeStyle): string {
  if (state === "writing") return "being written now";
  if (state === "coming") {
    const closes = closesAt === null ? "" : `, closes ${formatInstant(closesAt, style)}`;
    return `opens ${formatInstant(opensAt, style)}${closes}`;
  }
  return closesAt === null ? "open" : `open until ${formatInstant(closesAt, style)}`;
}
