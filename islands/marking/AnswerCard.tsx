import type { VNode } from "preact";
import type { MarkingAnswer } from "../../lib/model/marking/marking_schema.ts";
import { formatInstant, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";

export interface AnswerCardProps {
  answer: MarkingAnswer;
  style: TimeStyle;
}

/** What the student wrote, with the name only where it is not hidden. */
export function AnswerCard({ answer, style }: AnswerCardProps): VNode {
  const { number, name, text, words, submittedAt, late, mark, markedBy, markedAt } = answer;
  return (
    <article class="answer" aria-labelledby="answer-title">
      <header class="answer__head">
        <h2 id="answer-title" tabIndex={-1}>Answer {number}</h2>
        <span>{name ?? "Name hidden until release"}</span>
        <span class="push">
          {words === 1 ? "1 word" : `${words} words`}
          {submittedAt !== null && `, handed in ${formatTime(submittedAt, style)}`}
          {late && ", after the deadline"}
        </span>
      </header>
      <div class="answer__text" dir="auto">{text}</div>
      {mark !== null && markedAt !== null && (
        <p class="answer__foot">
          Marked {mark}
          {markedBy && ` by ${markedBy}`}, {formatInstant(markedAt, style)}
        </p>
      )}
    </article>
  );
}
