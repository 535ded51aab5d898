import type { SelectHTMLAttributes, VNode } from "preact";
import { controlTies, Field, type FieldBase, type FieldWidth, splitField } from "./Field.tsx";
import { chevronDown } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectFieldProps
  extends FieldBase, Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldBase> {
  options: readonly SelectOption[];
  /** First entry with an empty value, as "Choose a class". */
  empty?: string;
  width?: FieldWidth;
}

/** Up to about 15 entries. */
export function SelectField(props: SelectFieldProps): VNode {
  const [field, { options, empty, width, value, ...control }] = splitField(props);
  return (
    <Field {...field}>
      <div class={`select${width && width !== "full" ? ` input--${width}` : ""}`}>
        <select {...controlTies(field)} class="input" {...control}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
        <Glyph of={chevronDown} size={16} />
      </div>
    </Field>
  );
}
