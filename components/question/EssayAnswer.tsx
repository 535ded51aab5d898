import type { VNode } from "preact";
import { formatCount, formatThings } from "../../lib/model/text/format_number.ts";
import { countWords } from "../../lib/model/text/words.ts";
import type { AnswerProps } from "../QuestionView.tsx";
import { UNAIDED } from "./typing.ts";

/** Several lines of text with a count of its words. */
export function EssayAnswer(props: AnswerProps): VNode {
  const { question, response, name, disabled, locale, promptId } = props;
  const text = response?.kind === "essay" ? response.text : "";
  const { minWords } = question;
  return (
    <div class="question__field">
      <label class="question__label" for={name}>Your answer</label>
      <textarea
        class="input input--area question__essay"
        id={name}
        name={name}
        rows={10}
        disabled={disabled}
        aria-describedby={`${promptId} ${name}-hint ${name}-over`}
        lang={question.lang ?? undefined}
        dir="auto"
        {...UNAIDED}
      >
        {/* A browser drops the first line end after the tag. */}
        {text.startsWith("\n") ? `\n${text}` : text}
      </textarea>
      <p class="question__hint" id={`${name}-hint`}>
        <span data-words>{formatThings(countWords(text), "word", "words", locale)}</span>
        {minWords !== null && minWords > 0 && (
          <span>, at least {formatCount(minWords, locale)}</span>
        )}
      </p>
    </div>
  );
}
