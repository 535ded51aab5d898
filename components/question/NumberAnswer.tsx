import type { VNode } from "preact";
import { readAsText } from "../../lib/model/grading/number_text.ts";
import { unitField } from "../../lib/model/attempts/response_fields.ts";
import { chevronDown } from "../glyphs.ts";
import { Glyph } from "../Glyph.tsx";
import type { AnswerProps } from "../QuestionView.tsx";
import { UNAIDED } from "./typing.ts";

/** A number as typed, its unit where there are any, and how it is read. */
export function NumberAnswer(props: AnswerProps): VNode {
  const { question, response, name, disabled, locale, promptId } = props;
  const { expressions } = question;
  const typed = response?.kind === "numerical" ? response : { text: "", unitId: null };
  return (
    <div class="question__field">
      <label class="question__label" for={name}>Your answer</label>
      <div class="question__number">
        {/* No number pad: it has neither a minus sign nor a fraction's stroke. */}
        <input
          type="text"
          class="input"
          id={name}
          name={name}
          value={typed.text}
          disabled={disabled}
          aria-describedby={`${promptId} ${name}-hint ${name}-read ${name}-over`}
          dir="ltr"
          autocapitalize="none"
          {...UNAIDED}
        />
        {question.units.length > 0 && <UnitSelect {...props} unitId={typed.unitId} />}
        <span
          class="question__read"
          id={`${name}-read`}
          aria-live="polite"
          data-read
          data-expressions={expressions ? "" : undefined}
        >
          {readAsText(typed, question.units, { locale, expressions })}
        </span>
      </div>
      <p class="question__hint" id={`${name}-hint`}>
        {expressions
          ? "A number; π and √ may stand in it, as in 2√3 or pi/4. sqrt(3) is read too."
          : "A number. Write a minus sign where it is needed."}
      </p>
    </div>
  );
}

function UnitSelect(
  { question, name, disabled, unitId }: AnswerProps & { unitId: string | null },
): VNode {
  const id = unitField(name);
  return (
    <div class="select question__unit">
      <select class="input" id={id} name={id} disabled={disabled} aria-label="Unit">
        <option value="" selected={unitId === null}>Unit</option>
        {question.units.map((unit) => (
          <option key={unit.id} value={unit.id} selected={unit.id === unitId}>{unit.label}</option>
        ))}
      </select>
      <Glyph of={chevronDown} size={16} />
    </div>
  );
}
