import type { VNode } from "preact";
import { formatMax } from "../lib/model/text/format_number.ts";
import type { QuestionResponse } from "../lib/model/questions/question_schema.ts";
import type { StudentQuestion } from "../lib/model/attempts/student_schema.ts";
import { flag } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";
import { ChoiceAnswer } from "./question/ChoiceAnswer.tsx";
import { EssayAnswer } from "./question/EssayAnswer.tsx";
import { NumberAnswer } from "./question/NumberAnswer.tsx";
import { Rich } from "./question/Rich.tsx";
import { ShortAnswer } from "./question/ShortAnswer.tsx";

export interface QuestionViewProps {
  question: StudentQuestion;
  /** `null` where nothing was answered. */
  response: QuestionResponse;
  /** Of the form field; a number's unit is in `unitField(name)`. Unique on the page, for it makes the ids too. */
  name: string;
  /** How numbers read for this person. */
  locale: string;
  /** How many questions the test has. */
  total?: number;
  /** Shown, not to be changed: paused, handed in, review. */
  disabled?: boolean;
  /** Whether the student flagged it; left out where there is nothing to flag. */
  flagged?: boolean;
}

/** What every kind's answer gets. */
export interface AnswerProps
  extends Pick<QuestionViewProps, "question" | "response" | "name" | "locale"> {
  disabled: boolean;
  /** Id of the prompt, which describes the controls. */
  promptId: string;
}

/**
 * A question as its student sees it, on every page that shows one. Works as a plain form; a script finds its way by
 * `data-slot`, `data-kind`, `data-flag`, `data-clear`, `data-save`, `data-read`, `data-words`, `data-most` and `data-over`.
 */
export function QuestionView(props: QuestionViewProps): VNode {
  const { question, name, locale, total, flagged, disabled = false } = props;
  const promptId = `${name}-prompt`;
  return (
    <section
      class="question calm"
      id={`${name}-question`}
      aria-labelledby={`${name}-title`}
      data-slot={question.slotId}
      data-kind={question.kind}
      data-most={question.maxChars ?? undefined}
    >
      <header class="question__head">
        <h2 class="question__title" id={`${name}-title`} tabIndex={-1}>
          Question {question.number}
          {total !== undefined && <span class="vh">of {total}</span>}
        </h2>
        <span class="question__marks">{formatMax(question.maxMark, locale)}</span>
        {flagged !== undefined && <Flag flagged={flagged} disabled={disabled} />}
      </header>
      <Rich
        class="question__prompt"
        id={promptId}
        html={question.promptHtml}
        lang={question.lang}
      />
      <div class="question__answer">
        <Answer {...props} disabled={disabled} promptId={promptId} />
        {question.maxChars !== null && (
          <div class="field__error" id={`${name}-over`} role="status" hidden data-over />
        )}
      </div>
      <Foot question={question} disabled={disabled} />
    </section>
  );
}

function Answer(props: AnswerProps): VNode {
  switch (props.question.kind) {
    case "choice_one":
    case "true_false":
    case "choice_many":
      return <ChoiceAnswer {...props} />;
    case "short":
      return <ShortAnswer {...props} />;
    case "numerical":
      return <NumberAnswer {...props} />;
    case "essay":
      return <EssayAnswer {...props} />;
  }
}

function Flag({ flagged, disabled }: { flagged: boolean; disabled: boolean }): VNode {
  return (
    <button
      type="button"
      class="button button--quiet question__flag"
      aria-pressed={flagged ? "true" : "false"}
      disabled={disabled}
      data-flag
    >
      <Glyph of={flag} />
      Flag
    </button>
  );
}

/** The line of the save state is there before there is anything to say, so that nothing moves. */
function Foot({ question, disabled }: { question: StudentQuestion; disabled: boolean }): VNode {
  const clears = question.kind === "choice_one" || question.kind === "true_false";
  return (
    <div class="question__foot">
      <span class="question__save" data-save />
      {clears && !disabled && (
        <button type="button" class="button button--link question__clear" hidden data-clear>
          Clear my choice
        </button>
      )}
    </div>
  );
}
