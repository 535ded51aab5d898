import type { VNode } from "preact";
import { formatDuration, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import type { RunningExam } from "../../lib/model/home/teacher_home.ts";
import { Badge } from "../Badge.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { StackedBar } from "../charts/StackedBar.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export interface RunningCardProps {
  exam: RunningExam;
  now: number;
  style: TimeStyle;
  /** The most urgent one of the page. */
  primary: boolean;
}

/** A test under way: how many are where, how long it goes on, and the way to its room. */
export function RunningCard({ exam, now, style, primary }: RunningCardProps): VNode {
  const { assignmentId, title, audience, handedIn, writing, notStarted, paused } = exam;
  return (
    <Card id={`running-${assignmentId}`} class="running" current={primary} flush>
      <div class="running__main">
        <div class="running__head">
          {paused
            ? <Badge tone="warn" dot>Paused</Badge>
            : <Badge tone="accent" dot>Running</Badge>}
          <h2>{title}</h2>
          <span class="muted">{audience}</span>
        </div>
        <StackedBar
          title={`${isolated(title)}, ${isolated(audience)}`}
          parts={[
            { label: "handed in", count: handedIn, tone: "good" },
            { label: "writing", count: writing, tone: "accent" },
            { label: "not started", count: notStarted, tone: "quiet" },
          ]}
        />
      </div>
      <div class="running__side">
        <TimeLeft exam={exam} now={now} style={style} />
        <LinkButton
          href={assignmentPath(assignmentId, "room")}
          look={primary ? "primary" : "plain"}
        >
          Open the room
          <span class="vh">{`: ${isolated(title)}, ${isolated(audience)}`}</span>
        </LinkButton>
      </div>
    </Card>
  );
}

function TimeLeft({ exam, now, style }: Pick<RunningCardProps, "exam" | "now" | "style">): VNode {
  const { endsAt, lastAt, paused } = exam;
  if (endsAt === null) return <p class="muted">No end is set</p>;
  const over = endsAt <= now;
  return (
    <p>
      <span class="running__left">
        {over ? "Time is up" : formatDuration(toMinute(endsAt - now))}
      </span>
      <span class="muted small">
        {paused
          ? "left when it goes on"
          : `${over ? "ended" : "left, ends"} ${formatTime(endsAt, style)}`}
      </span>
      {lastAt !== null && lastAt > endsAt && (
        <span class="muted small">{`with more time ${formatTime(lastAt, style)}`}</span>
      )}
    </p>
  );
}

/** Whole minutes above one, so that the words stay true for a while. */
function toMinute(ms: number): number {
  return ms < 60_000 ? ms : Math.ceil(ms / 60_000) * 60_000;
}
