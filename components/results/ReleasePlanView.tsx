import type { VNode } from "preact";
import { formatInstant, type TimeStyle } from "../../lib/model/text/format.ts";
import { Banner } from "../Banner.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { CheckField } from "../CheckField.tsx";
import { ErrorSummary } from "../ErrorSummary.tsx";
import { PageHead } from "../PageHead.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import type { Holder } from "../../lib/model/results/results_schema.ts";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export interface ReleasePlanProps {
  assignmentId: string;
  title: string;
  releasedAt: number | null;
  /** No notices of marks go out for a practice. */
  practice: boolean;
  results: number;
  students: number;
  guardians: number;
  unmarkedAnswers: number;
  unmarkedStudents: number;
  holders: readonly Holder[];
  errors: readonly FieldError[];
  style: TimeStyle;
}

const things = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Of those who have not started, so many are named. */
const MOST_NAMED = 12;

/** What a release does, before it is done; or what taking it back does. */
export function ReleasePlanView(props: ReleasePlanProps): VNode {
  const { assignmentId, title, releasedAt, errors } = props;
  const back = assignmentPath(assignmentId, "results");
  return (
    <div class="narrow">
      <PageHead
        title={releasedAt === null ? "Release the results?" : "Take back the results?"}
        crumbs={[{ label: title, href: back }]}
      />
      <ErrorSummary errors={errors} />
      {releasedAt === null
        ? <Plan {...props} back={back} />
        : (
          <form method="post" action={assignmentPath(assignmentId, "unrelease")}>
            <p>
              {things(props.students, "student", "students")}{" "}
              and their guardians will no longer see the marks. Their notices go away too. You can
              release again.
            </p>
            <Foot back={back} look="danger" label="Take back" />
          </form>
        )}
    </div>
  );
}

function Plan(props: ReleasePlanProps & { back: string }): VNode {
  const { assignmentId, results, students, guardians, unmarkedAnswers, holders, style, back } =
    props;
  // Whoever writes is named; of those who have not started, the first.
  const writing = holders.filter(({ state }) => state !== "may_start").length;
  const named = holders.slice(0, Math.max(writing, MOST_NAMED));
  return (
    <form method="post" action={assignmentPath(assignmentId, "release")} class="release">
      <Card title="Who sees what">
        <p>
          {students === 0
            ? results === 0
              ? "Nobody has a result yet."
              : "The rules of this test show nobody a result."
            : `${things(students, "student", "students")} and ${
              things(guardians, "guardian", "guardians")
            } see marks, comments and, as the rules of this test allow, right answers.`}
        </p>
        {props.practice && <p>This is a practice: nobody is sent a notice.</p>}
      </Card>
      {holders.length > 0 && (
        <Banner
          tone="warn"
          title={`${things(holders.length, "student", "students")} can still sit it`}
        >
          <p>Right answers and explanations stay shut for everyone until then.</p>
          <ul class="plain-list">
            {named.map((it) => <li key={it.studentId}>{holderWords(it, style)}</li>)}
            {holders.length > named.length && <li>and {holders.length - named.length} more</li>}
          </ul>
        </Banner>
      )}
      {unmarkedAnswers > 0 && (
        <Banner
          tone="warn"
          title={`${things(unmarkedAnswers, "answer waits", "answers wait")} for marks`}
          action={<a href={assignmentPath(assignmentId, "marking")}>Marking</a>}
        >
          <p>
            {`They belong to ${
              things(props.unmarkedStudents, "student", "students")
            }, who would see them as not marked yet.`}
          </p>
        </Banner>
      )}
      {unmarkedAnswers > 0 && (
        <CheckField name="partial" value="1" label="Release although answers wait for marks" />
      )}
      <Foot back={back} look="primary" label="Release results" />
    </form>
  );
}

const HOLDING = {
  writing: "is writing",
  paused: "is paused",
  may_start: "has not started",
} as const satisfies Record<Holder["state"], string>;

function holderWords({ name, state, untilAt, isMember }: Holder, style: TimeStyle): string {
  const until = untilAt === null ? "" : `, until ${formatInstant(untilAt, style)}`;
  return `${isolated(name)} ${HOLDING[state]}${until}${
    isMember ? "" : " (no longer in the class)"
  }`;
}

function Foot(
  { back, look, label }: { back: string; look: "primary" | "danger"; label: string },
): VNode {
  return (
    <div class="buttons release__foot">
      <Button look={look}>{label}</Button>
      <LinkButton href={back} look="quiet">Cancel</LinkButton>
    </div>
  );
}
