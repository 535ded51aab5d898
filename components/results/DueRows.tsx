import type { VNode } from "preact";
import { formatDuration, formatInstant, type TimeStyle } from "../../lib/model/format.ts";
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
          lead={<Day at={it.opensAt} style={style} />}
          title={it.title}
          detail={[it.subject, it.limitMs && formatDuration(it.limitMs), when(it, style)]
            .filter(Boolean).join(", ")}
        />
      ))}
    </Rows>
  );
}

function when({ state, opensAt, closesAt }: DueRow, style: TimeStyle): string {
  if (state === "writing") return "being written now";
  if (state === "coming") return `opens ${formatInstant(opensAt, style)}`;
  return closesAt === null ? "open" : `open until ${formatInstant(closesAt, style)}`;
}

/** The day as on a calendar's leaf; the words beside it say the same. */
function Day({ at, style: { locale, timeZone } }: { at: number; style: TimeStyle }): VNode {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  return (
    <span class="leaf" aria-hidden="true">
      <b>{part({ day: "numeric" })}</b>
      <span>{part({ weekday: "short" })}</span>
    </span>
  );
}
