import type { VNode } from "preact";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { StudentQuestion } from "../../lib/model/attempts/student_schema.ts";
import { Choice } from "../Choice.tsx";
import type { AnswerProps } from "../QuestionView.tsx";
import { Rich } from "./Rich.tsx";

/** Rows of options: one to choose, or several. */
export function ChoiceAnswer(
  { question, response, name, disabled, promptId }: AnswerProps,
): VNode {
  const chosen = chosenIds(response);
  // "True" and "False" are the page's own words.
  const lang = question.kind === "true_false" ? null : question.lang;
  return (
    <fieldset class="question__choices" aria-describedby={promptId}>
      <legend class="question__legend">{choiceLegend(question)}</legend>
      <div class="choices">
        {question.options.map(({ id, html, spoken }) => (
          <Choice
            key={id}
            type={question.kind === "choice_many" ? "checkbox" : "radio"}
            name={name}
            value={id}
            checked={chosen.includes(id)}
            disabled={disabled}
            aria-label={spoken ?? undefined}
          >
            <Rich html={html} lang={lang} inline />
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

function chosenIds(response: QuestionResponse): readonly string[] {
  if (response?.kind === "choice_many") return response.optionIds;
  if (response?.kind === "choice_one" || response?.kind === "true_false") {
    return [response.optionId];
  }
  return [];
}

/** How many options to choose, in words. */
export function choiceLegend(
  { kind, min, max }: Pick<StudentQuestion, "kind" | "min" | "max">,
): string {
  if (kind !== "choice_many") return "Choose one";
  const least = min === 0 ? null : min;
  if (least === null && max === null) return "Choose all that are right";
  if (least === null) return `Choose up to ${max}`;
  if (max === null) return `Choose at least ${least}`;
  return least === max ? `Choose ${max}` : `Choose ${least} to ${max}`;
}
