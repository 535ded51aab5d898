import type { VNode } from "preact";
import { formatLeft, type TimeStyle } from "../../lib/model/text/format.ts";
import {
  type OwnExam,
  ownExamHref,
  sizeWords,
  stateWords,
} from "../../lib/model/assignments/own_exam.ts";
import { Badge } from "../Badge.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";

export interface OwnExamCardProps {
  exam: OwnExam;
  style: TimeStyle;
  /** The most urgent one of the page. */
  primary: boolean;
}

/** A test that can be written now. */
export function OwnExamCard({ exam, style, primary }: OwnExamCardProps): VNode {
  const { state, title, assignmentId } = exam;
  const writing = state.kind === "writing";
  return (
    <Card id={`test-${assignmentId}`} class="own-exam" current={primary} flush>
      <div class="own-exam__words">
        <p class="row">
          <Badge tone={writing ? "accent" : "good"} dot>{writing ? "Started" : "Open now"}</Badge>
          {exam.practice && <Badge>Practice</Badge>}
        </p>
        <h2 class="own-exam__title">{title}</h2>
        <p class="muted">{sizeWords(exam, style.locale)}</p>
        <p>{stateWords(exam, style)}</p>
        {state.kind === "open" && state.cutMs !== null && (
          <p class="warn">{`If you start now, you have ${formatLeft(state.cutMs)}`}</p>
        )}
      </div>
      <LinkButton href={ownExamHref(exam)} look={primary ? "primary" : "plain"}>
        {writing ? "Go on" : "Start"}
        <span class="vh">{`: ${isolated(title)}`}</span>
      </LinkButton>
    </Card>
  );
}
