import type { VNode } from "preact";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import {
  dueAt,
  isDue,
  type OwnExam,
  ownExamHref,
  sizeWords,
  stateWords,
} from "../../lib/model/assignments/own_exam.ts";
import { Badge } from "../Badge.tsx";
import { Card } from "../Card.tsx";
import { Icon } from "../icons.tsx";
import { Row, Rows } from "../Rows.tsx";
import { DayMark } from "./DayMark.tsx";

export interface OwnExamRowsProps {
  id: string;
  title: string;
  exams: readonly OwnExam[];
  style: TimeStyle;
  /** A calendar leaf before each: the day it is due, where it is due at all. */
  dated?: boolean;
}

/** A card of tests as the student sees them, one row each. */
export function OwnExamRows({ id, title, exams, style, dated = false }: OwnExamRowsProps): VNode {
  return (
    <Card id={id} title={title} flush ruled>
      <Rows>
        {exams.map((exam) => (
          <Row
            key={exam.assignmentId}
            href={ownExamHref(exam)}
            lead={dated && <DayMark at={dueAt(exam)} style={style} />}
            title={exam.title}
            detail={<Details exam={exam} style={style} />}
            end={<Icon name="chevron-right" class="icon--turns" />}
          />
        ))}
      </Rows>
    </Card>
  );
}

function Details({ exam, style }: { exam: OwnExam; style: TimeStyle }): VNode {
  const state = stateWords(exam, style);
  return (
    <>
      <span class={exam.state.kind === "result" ? "own-exam__state strong" : "own-exam__state"}>
        {state}
        {exam.again && ". You may take it again"}
      </span>
      <span class="own-exam__size">
        {isDue(exam) ? sizeWords(exam, style.locale) : exam.subject}
        {exam.practice && <Badge>Practice</Badge>}
      </span>
    </>
  );
}
