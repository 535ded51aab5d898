import type { TextareaHTMLAttributes, VNode } from "preact";
import {
  boundField,
  controlTies,
  Field,
  type FieldBase,
  inputClass,
  splitField,
} from "./Field.tsx";

export interface TextAreaProps
  extends
    FieldBase,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldBase | "maxLength"> {
  /** For formulas and source. */
  code?: boolean;
}

/** Several lines, growing with what is written. */
export function TextArea(props: TextAreaProps): VNode {
  const [field, { code, value, rows = 3, ...control }] = splitField(boundField(props));
  return (
    <Field {...field}>
      <textarea
        {...controlTies(field)}
        class={inputClass("full", code ? " input--area input--code" : " input--area")}
        rows={rows}
        value={value ?? ""}
        {...control}
      />
    </Field>
  );
}
