import type { ComponentChildren, InputHTMLAttributes, VNode } from "preact";
import { type ChoiceGroupProps, isChosen } from "./choice_group.ts";
import { Fieldset } from "./Field.tsx";

export interface ChoiceProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "class" | "children"> {
  type: "checkbox" | "radio";
  name: string;
  value: string;
  /** What the option says; may hold maths. */
  children: ComponentChildren;
  /** At the end of the row, as "Right answer". */
  note?: ComponentChildren;
}

/** An option as a row that is one target; chosen shows as border, fill and mark. */
export function Choice({ children, note, ...control }: ChoiceProps): VNode {
  return (
    <label class="choice">
      <input {...control} class={control.type === "radio" ? "box box--round" : "box"} />
      <span class="choice__body" dir="auto">{children}</span>
      {note && <span class="choice__note">{note}</span>}
    </label>
  );
}

/** Big rows under one question, as a student sees options. */
export function ChoiceRows({ type, options, value, onChange, ...group }: ChoiceGroupProps & {
  type: "checkbox" | "radio";
}): VNode {
  return (
    <Fieldset {...group} id={group.name}>
      <div class="choices">
        {options.map((option) => (
          <Choice
            key={option.value}
            type={type}
            name={group.name}
            value={option.value}
            checked={isChosen(value, option)}
            disabled={option.disabled ?? false}
            {...(onChange ? { onChange } : {})}
          >
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </Choice>
        ))}
      </div>
    </Fieldset>
  );
}
