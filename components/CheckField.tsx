import type { ComponentChildren, InputHTMLAttributes, VNode } from "preact";
import { type ChoiceGroupProps, isChosen } from "./choice_group.ts";
import { Fieldset } from "./Field.tsx";

type Own = "type" | "label" | "class" | "title" | "children" | "hint";

export interface CheckFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, Own> {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

/** One tick with its words; the words are part of the target. */
export function CheckField({ label, hint, ...control }: CheckFieldProps): VNode {
  return <Tick type="checkbox" label={label} hint={hint} control={control} />;
}

function Tick({ type, label, hint, control }: {
  type: "checkbox" | "radio";
  label: ComponentChildren;
  hint: ComponentChildren;
  control: InputHTMLAttributes<HTMLInputElement>;
}): VNode {
  return (
    <label class="check">
      <input {...control} type={type} class={type === "radio" ? "box box--round" : "box"} />
      <span class="check__text">
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** A radio group in small rows, for settings. */
export function RadioField(props: ChoiceGroupProps): VNode {
  return <Ticks {...props} type="radio" />;
}

/** Several ticks under one question. */
export function CheckGroup(props: ChoiceGroupProps): VNode {
  return <Ticks {...props} type="checkbox" />;
}

function Ticks({ type, options, value, onChange, ...group }: ChoiceGroupProps & {
  type: "checkbox" | "radio";
}): VNode {
  return (
    <Fieldset {...group} id={group.name}>
      {options.map((option) => (
        <Tick
          key={option.value}
          type={type}
          label={option.label}
          hint={option.hint}
          control={{
            name: group.name,
            value: option.value,
            checked: isChosen(value, option),
            disabled: option.disabled ?? false,
            ...(onChange ? { onChange } : {}),
          }}
        />
      ))}
    </Fieldset>
  );
}
