import type { VNode } from "preact";
import type { Attempt } from "../lib/model/attempts/attempt_schema.ts";
import { formatInstant, type TimeStyle } from "../lib/model/text/format.ts";
import { LinkButton } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { Row, Rows } from "./Rows.tsx";
import { attemptPath } from "../lib/model/process/paths.ts";

const STATE_WORDS = {
  submitted: "Handed in",
  abandoned: "Not handed in",
  voided: "Does not count",
  ["in_progress"]: "Running",
  paused: "Paused",
} as const;

export interface OwnAttemptsProps {
  /** The newest first. */
  attempts: readonly Pick<Attempt, "id" | "number" | "state" | "submittedAt">[];
  style: TimeStyle;
}

/** What a student did in a test before. */
export function OwnAttempts({ attempts, style }: OwnAttemptsProps): VNode {
  return (
    <Card title="Your attempts" flush ruled>
      <Rows>
        {attempts.map(({ id, number, state, submittedAt }) => (
          <Row
            key={id}
            title={`Attempt ${number}`}
            detail={`${STATE_WORDS[state]} ${
              submittedAt === null ? "" : formatInstant(submittedAt, style)
            }`}
            act={submittedAt !== null && (
              <span class="row">
                <LinkButton href={attemptPath(id, "review")} size="small">Your answers</LinkButton>
                <LinkButton href={attemptPath(id, "receipt")} size="small" look="quiet">
                  Receipt
                </LinkButton>
              </span>
            )}
          />
        ))}
      </Rows>
    </Card>
  );
}
