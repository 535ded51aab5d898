import type { VNode } from "preact";
import type { FieldError } from "../lib/model/process/errors.ts";
import { formatDuration, formatInstant, type TimeStyle } from "../lib/model/text/format.ts";
import { AssignmentHead } from "./AssignmentHead.tsx";
import type { Crumb } from "./PageHead.tsx";
import type { RuleInWords } from "../lib/model/assignments/rules_words.ts";
import { Badge } from "./Badge.tsx";
import { Banner } from "./Banner.tsx";
import { Button, Buttons, LinkButton } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { errorFor, ErrorSummary } from "./ErrorSummary.tsx";
import { Form } from "./FormPage.tsx";
import { Stack } from "./Layout.tsx";
import { Row, Rows } from "./Rows.tsx";
import { TextField } from "./TextField.tsx";
import { assignmentPath } from "../lib/model/process/paths.ts";

export interface ExceptionSummary {
  kind: "excused" | "make_up" | "times";
  extraMs: number;
  opensAt: number | null;
  closesAt: number | null;
  limitMs: number | null;
  reason: string;
}

export interface SettingsViewProps {
  assignment: { id: string; title: string; cancelled: boolean };
  audience: string;
  /** The list that the reader comes from. */
  from: Crumb;
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  /** What was just done. */
  done: string | undefined;
  /** Id of the student whose exception was just changed. */
  changed: string | null;
  /** How the test is given, apart from its times. */
  rules: readonly RuleInWords[];
  style: TimeStyle;
  students: { id: string; name: string; exception: ExceptionSummary | null }[];
}

/** Times for all, and who has others. */
export function SettingsView(props: SettingsViewProps): VNode {
  const { assignment, audience, from, errors } = props;
  return (
    <>
      <AssignmentHead
        assignmentId={assignment.id}
        title={assignment.title}
        audience={audience}
        current="settings"
        from={from}
        badge={assignment.cancelled ? <Badge tone="bad">Cancelled</Badge> : undefined}
      />
      <Stack>
        <ErrorSummary errors={errors} />
        {props.done && <Banner tone="good">{props.done}</Banner>}
        <Times {...props} />
        <Rules {...props} />
        <Exceptions {...props} />
        {!assignment.cancelled && <Cancel {...props} />}
      </Stack>
    </>
  );
}

function Times({ assignment, values, errors, style }: SettingsViewProps): VNode {
  const field = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  return (
    <Card title="Times for everyone">
      <Form action={assignmentPath(assignment.id, "settings")} hidden={{ rev: values.rev ?? "0" }}>
        <Stack>
          <TextField
            {...field("opensAt")}
            label="Opens"
            type="datetime-local"
            width="middle"
            suffix={style.timeZone}
          />
          <TextField
            {...field("closesAt")}
            label="Closes"
            type="datetime-local"
            width="middle"
            suffix={style.timeZone}
            optional
          />
          <TextField
            {...field("limitMinutes")}
            label="Time limit"
            inputMode="numeric"
            width="short"
            suffix="minutes"
            optional
          />
          <Buttons>
            <Button look="primary">Save</Button>
          </Buttons>
        </Stack>
      </Form>
    </Card>
  );
}

function Rules({ rules }: SettingsViewProps): VNode {
  return (
    <Card
      id="rules"
      title="Rules"
      note="Chosen when it was assigned"
    >
      <dl class="definitions">
        {rules.flatMap(({ name, words }) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}.`}>{words}</dd>,
        ])}
      </dl>
    </Card>
  );
}

function Exceptions({ assignment, students, style, changed, done }: SettingsViewProps): VNode {
  const some = students.filter(({ exception }) => exception !== null);
  return (
    <Card
      title="Other times, make-ups and excuses"
      note={some.length === 0 ? "No exceptions." : String(some.length)}
      flush
      ruled
    >
      <Rows>
        {students.map(({ id, name, exception }) => (
          <Row
            key={id}
            added={id === changed}
            note={id === changed ? done : undefined}
            title={name}
            detail={exception === null
              ? undefined
              : `${wordsOf(exception, style)} (${exception.reason})`}
            end={
              <span class="row">
                <LinkButton href={assignmentPath(assignment.id, "settings", id)} size="small">
                  {exception === null ? "Change" : "Edit"} <span class="vh">{name}</span>
                </LinkButton>
                {exception !== null && (
                  <form
                    method="post"
                    action={assignmentPath(assignment.id, "settings", id, "remove")}
                  >
                    <Button size="small" look="quiet">
                      Remove <span class="vh">{name}</span>
                    </Button>
                  </form>
                )}
              </span>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}

/** An exception in words. */
function wordsOf(it: ExceptionSummary, style: TimeStyle): string {
  if (it.kind === "excused") return "Excused";
  const parts = [
    it.kind === "make_up" ? "Make-up" : null,
    it.opensAt === null ? null : `opens ${formatInstant(it.opensAt, style)}`,
    it.closesAt === null ? null : `closes ${formatInstant(it.closesAt, style)}`,
    it.limitMs === null ? null : `limit ${formatDuration(it.limitMs)}`,
    it.extraMs === 0 ? null : `${formatDuration(it.extraMs)} more`,
  ];
  return parts.filter((it) => it !== null).join(", ") || "Same times";
}

function Cancel({ assignment }: SettingsViewProps): VNode {
  return (
    <Card title="Cancel">
      <Stack>
        <p class="muted">
          The test goes away for everyone. Answers already given are kept for you.
        </p>
        <Buttons>
          <LinkButton href={assignmentPath(assignment.id, "cancel")} look="danger">
            Cancel this test
          </LinkButton>
        </Buttons>
      </Stack>
    </Card>
  );
}
