import type { VNode } from "preact";
import type { AnswerProps } from "../QuestionView.tsx";
import { UNAIDED } from "./typing.ts";

/** One line of text. */
export function ShortAnswer({ question, response, name, disabled, promptId }: AnswerProps): VNode {
  return (
    <div class="question__field">
      <label class="question__label" for={name}>Your answer</label>
      <input
        type="text"
        class="input question__short"
        id={name}
        name={name}
        value={response?.kind === "short" ? response.text : ""}
        disabled={disabled}
        aria-describedby={`${promptId} ${name}-over`}
        lang={question.lang ?? undefined}
        dir="auto"
        autocapitalize="none"
        {...UNAIDED}
      />
    </div>
  );
}
