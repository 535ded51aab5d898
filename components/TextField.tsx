import type { ComponentChildren, InputHTMLAttributes, VNode } from "preact";
import {
  boundField,
  controlTies,
  Field,
  type FieldBase,
  type FieldWidth,
  inputClass,
  splitField,
} from "./Field.tsx";

export interface TextFieldProps
  extends FieldBase, Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldBase | "maxLength"> {
  width?: FieldWidth;
  /** Beside the input, such as a unit or the time zone. */
  suffix?: ComponentChildren;
}

/** One line: text, e-mail, password, number, date, `datetime-local` and search by `type`. */
export function TextField(props: TextFieldProps): VNode {
  const [field, { width, suffix, type = "text", ...control }] = splitField(boundField(props));
  const input = (
    <input
      {...controlTies(field)}
      type={type}
      class={inputClass(width)}
      {...control}
    />
  );
  return <Field {...field}>{suffix ? <div class="affix">{input}{suffix}</div> : input}</Field>;
}
