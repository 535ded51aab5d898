import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { formatInstant, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatMarks, formatNumber } from "../../lib/model/text/format_number.ts";
import type { ReviewItem } from "../../lib/model/review/student_review_schema.ts";
import type { TimelineRow } from "../../lib/model/attempts/timeline.ts";
import { Badge } from "../Badge.tsx";
import { Banner } from "../Banner.tsx";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { ErrorSummary } from "../ErrorSummary.tsx";
import { Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { ReviewCard } from "../review/ReviewCard.tsx";
import { TextArea } from "../TextArea.tsx";
import { TextField } from "../TextField.tsx";
import { AttemptActs, type RefusedAct } from "./AttemptActs.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export interface DetailItem extends ReviewItem {
  rev: number;
  source: "auto" | "teacher" | "undo" | null;
  marks: number;
}

export interface AttemptDetailProps {
  assignmentId: string;
  attemptId: string;
  title: string;
  /** `null` while names are hidden. */
  studentName: string | null;
  /** Of a named student, while names are hidden: there are no answers and no marks here. */
  answersHidden: boolean;
  /** Of an answer without a name: times would tell whose it is. */
  timesHidden: boolean;
  number: number;
  state: "in_progress" | "paused" | "submitted" | "abandoned" | "voided";
  submittedAt: number | null;
  /** Something of it came after the deadline, within the grace. */
  afterDeadline: boolean;
  /** Answers that are not blank. */
  answered: number;
  mark: number | null;
  maxMark: number;
  items: readonly DetailItem[];
  timeline: readonly TimelineRow[];
  /** Answers that came too late or during a pause. */
  late: readonly LateAnswerRow[];
  released: boolean;
  /** For the form that opens it again. */
  commandId: string;
  /** Whether the reader may set marks, open it again, or void it. */
  runs: boolean;
  /** What a refused mark's form held. */
  refused: { slotId: string; mark: string; comment: string; message: string } | null;
  refusedAct: RefusedAct | null;
  style: TimeStyle;
}

interface LateAnswerRow {
  slotId: string;
  number: number;
  at: number;
  /** `null` where it may not be seen. */
  text: string | null;
  why: "late" | "pause";
  standing: "open" | "taken" | "overtaken";
}

const STATES = {
  "in_progress": "Writing",
  "paused": "Paused",
  "submitted": "Handed in",
  "abandoned": "Not handed in",
  "voided": "Voided",
} as const;

/** One attempt with all answers, marks and events, for staff. */
export function AttemptDetail(props: AttemptDetailProps): VNode {
  const { assignmentId, title, studentName, items, style } = props;
  const hrefOf = (act: string) => assignmentPath(assignmentId, "attempts", props.attemptId, act);
  return (
    <Stack>
      <PageHead
        title={studentName ?? "Name hidden until release"}
        crumbs={[
          { label: title, href: assignmentPath(assignmentId, "results") },
          { label: `Attempt ${props.number}` },
        ]}
        badge={<Badge>{STATES[props.state]}</Badge>}
        sub={about(props)}
      />
      <ErrorSummary errors={errorsOf(props)} />
      {props.answersHidden
        ? (
          <Banner>
            Names are hidden in this test until its release, so the answers are at the marking desk
            without a name.
          </Banner>
        )
        : items.length === 0 && <EmptyState title="Not handed in yet." />}
      {items.map((item) => (
        <div key={item.slotId} class="attempt-item">
          <ReviewCard
            item={item}
            who={studentName ?? "The student"}
            locale={style.locale}
            level={2}
          />
          {props.runs && <MarkForm item={item} {...props} />}
        </div>
      ))}
      {props.late.length > 0 && <LateAnswers {...props} hrefOf={hrefOf} />}
      {props.runs && <AttemptActs {...props} hrefOf={hrefOf} refused={props.refusedAct} />}
      <Timeline rows={props.timeline} timesHidden={props.timesHidden} style={style} />
    </Stack>
  );
}

function errorsOf({ refused, refusedAct }: AttemptDetailProps): FieldError[] {
  if (refused) return [{ path: `mark-${refused.slotId}`, message: refused.message }];
  const { act, errors } = refusedAct ?? { act: "", errors: [] };
  return errors.map(({ path, message }) => ({
    path: path === "minutes" || path === "reason" ? `${act}-${path}` : "",
    message,
  }));
}

function about(props: AttemptDetailProps): string {
  const { submittedAt, afterDeadline, answered, mark, maxMark, timesHidden, style } = props;
  if (submittedAt === null) {
    return `Not handed in. ${answered === 1 ? "1 answer" : `${answered} answers`} saved.`;
  }
  const late = afterDeadline ? ", after the deadline" : "";
  const when = timesHidden ? "" : ` ${formatInstant(submittedAt, style)}`;
  const handedIn = `Handed in${when}${late}`;
  return mark === null ? handedIn : `${handedIn}. ${formatMarks(mark, maxMark, style.locale)}.`;
}

function MarkForm(
  { item, assignmentId, attemptId, refused, style }: AttemptDetailProps & { item: DetailItem },
): VNode {
  const { slotId, number, maxMark, mark, rev, source, marks } = item;
  const own = refused?.slotId === slotId ? refused : null;
  const by = source === "auto"
    ? "Marked by its key"
    : source === null || mark === null
    ? "Not marked yet"
    : `Marked by hand${marks > 1 ? `, ${marks} marks in the log` : ""}`;
  return (
    <details class="disclosure attempt-item__mark" open={own !== null}>
      <summary>{by}. Change the mark of question {number}</summary>
      <form
        method="post"
        action={assignmentPath(assignmentId, "attempts", attemptId, "marks")}
        class="form"
        noValidate
      >
        <input type="hidden" name="slotId" value={slotId} />
        <input type="hidden" name="rev" value={rev} />
        <TextField
          id={`mark-${slotId}`}
          name="mark"
          label={`Mark, 0 to ${formatNumber(maxMark, style.locale)}`}
          inputMode="decimal"
          width="short"
          autocomplete="off"
          value={own?.mark ?? (mark === null ? "" : String(mark))}
          error={own?.message}
        />
        <TextArea
          id={`comment-${slotId}`}
          name="comment"
          label="Comment to the student"
          optional
          value={own?.comment ?? item.comment ?? ""}
        />
        <div class="buttons">
          <Button size="small">Save</Button>
        </div>
      </form>
    </details>
  );
}

function LateAnswers(
  { hrefOf, late, runs, released, state, commandId, timesHidden, style }: AttemptDetailProps & {
    hrefOf: (act: string) => string;
  },
): VNode {
  const isTakeable = runs && !released && state !== "voided";
  const open = late.filter(({ standing }) => standing === "open");
  const rows = late.map((row) => (
    <LateAnswer key={row.slotId} {...{ row, isTakeable, timesHidden, style }} />
  ));
  const paused = late.some(({ why }) => why === "pause");
  return (
    <Card title={paused ? "Came too late or during a pause" : "Came too late"} note={late.length}>
      <p class="late-answers__about">
        {paused
          ? "These answers came after the end, or while the test was paused. They do not count unless they are taken."
          : "These answers came after the end. They do not count unless they are taken."}
      </p>
      {isTakeable && open.length > 0
        ? (
          <form method="post" action={hrefOf("take-late")} class="stack">
            <input type="hidden" name="commandId" value={commandId} />
            <dl class="stack">{rows}</dl>
            {open.length > 1 && (
              <div class="buttons">
                <Button size="small" name="slotId" value="">
                  Let all {String(open.length)} count
                </Button>
              </div>
            )}
          </form>
        )
        : <dl class="stack">{rows}</dl>}
    </Card>
  );
}

const STANDINGS = {
  "open": "",
  "taken": "Taken: it counts",
  "overtaken": "The student answered again since, and that counts",
} as const;

function LateAnswer(
  { row: { slotId, number, at, text, why, standing }, isTakeable, timesHidden, style }: {
    row: LateAnswerRow;
    isTakeable: boolean;
    timesHidden: boolean;
    style: TimeStyle;
  },
): VNode {
  return (
    <div>
      <dt>
        <strong>Question {number}</strong>
        {!timesHidden && `, ${formatTime(at, style)}`}
        {why === "pause" && ", during the pause"}
      </dt>
      {text !== null && <dd class="late-answer">{text === "" ? "Empty" : text}</dd>}
      {standing !== "open" && <dd>{STANDINGS[standing]}</dd>}
      {standing === "open" && isTakeable && (
        <dd class="buttons">
          <Button size="small" name="slotId" value={slotId}>
            Let question {String(number)} count
          </Button>
        </dd>
      )}
    </div>
  );
}

function Timeline(
  { rows, timesHidden, style }: {
    rows: readonly TimelineRow[];
    timesHidden: boolean;
    style: TimeStyle;
  },
): VNode {
  return (
    <Card title="What happened" note={rows.length}>
      <details class="disclosure">
        <summary>Show the events</summary>
        <ol class="timeline" role="list">
          {rows.map(({ at, untilAt, words }, index) => (
            <li key={index}>
              {timesHidden ? words : (
                <>
                  <span class="nowrap">{formatTime(at, style)}{until(at, untilAt, style)}</span>
                  {` ${words}`}
                </>
              )}
            </li>
          ))}
        </ol>
      </details>
    </Card>
  );
}

function until(at: number, untilAt: number, style: TimeStyle): string {
  const [from, to] = [formatTime(at, style), formatTime(untilAt, style)];
  return from === to ? "" : ` to ${to}`;
}
