import type { ComponentChildren, VNode } from "preact";
import { overText } from "../lib/model/text/text_limit.ts";
import { info, triangleAlert } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

/** What every field has. */
export interface FieldBase {
  /** Of the form value; also the id unless `id` is given. */
  name: string;
  id?: string;
  label: string;
  /** Below the control, always seen. */
  hint?: ComponentChildren;
  /** What to do, as "Enter a date after 23 Nov 2026". */
  error?: string | undefined;
  /** What is worth a look, and in the way of nothing; an error goes before it. */
  warning?: string | undefined;
  /** Says "(optional)"; every other field is required. */
  optional?: boolean;
  /** How much fits, in UTF-16 code units. A longer text stays whole, and the field says how much is too much. */
  most?: number;
}

/** The field with what is to be said of a text that is too long for it. */
export function boundField<P extends FieldBase & { value?: unknown }>(props: P): P {
  const { most, value } = props;
  const over = most !== undefined && typeof value === "string" ? overText(value, most) : null;
  return over === null ? props : { ...props, error: over };
}

/** Attributes that tie a control to its label, hint and error. */
export interface ControlTies {
  id: string;
  name: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** Ids of hint and error derive from the field's, so that they match on both sides. */
export function controlTies(
  { name, id = name, hint, error, warning, optional }: FieldBase,
): ControlTies {
  const note = error ? `${id}-error` : warning ? `${id}-warning` : "";
  const described = [hint ? `${id}-hint` : "", note].filter(Boolean);
  return {
    id,
    name,
    required: !optional,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    "aria-invalid": error ? "true" : undefined,
  };
}

export type FieldWidth = "full" | "middle" | "short";

/** Class of a control in its width. */
export function inputClass(width: FieldWidth = "full", more = ""): string {
  return `input${width === "full" ? "" : ` input--${width}`}${more}`;
}

/** A field's own properties apart from those of its control. */
export function splitField<P extends FieldBase>(props: P): [FieldBase, Omit<P, keyof FieldBase>] {
  const { name, id, label, hint, error, warning, optional, most: _, ...control } = props;
  const field: FieldBase = { name, label, hint, error, warning };
  if (id !== undefined) field.id = id;
  if (optional !== undefined) field.optional = optional;
  return [field, control];
}

/** Label above, control, hint and error below. */
export function Field({ children, ...field }: FieldBase & { children: ComponentChildren }): VNode {
  const id = field.id ?? field.name;
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {field.label} {field.optional && <small>(optional)</small>}
      </label>
      {children}
      <FieldNotes id={id} hint={field.hint} error={field.error} warning={field.warning} />
    </div>
  );
}

/** Hint and error of a field or group; without an error what is worth a look. */
export function FieldNotes(
  { id, hint, error, warning }: {
    id: string;
    hint?: ComponentChildren;
    error?: string | undefined;
    warning?: string | undefined;
  },
): VNode {
  return (
    <>
      {hint && <div class="field__hint" id={`${id}-hint`}>{hint}</div>}
      {error && (
        <div class="field__error" id={`${id}-error`}>
          <Glyph of={triangleAlert} size={16} />
          <span>{error}</span>
        </div>
      )}
      {warning && !error && (
        <div class="field__warning" id={`${id}-warning`}>
          <Glyph of={info} size={16} />
          <span>{warning}</span>
        </div>
      )}
    </>
  );
}

export interface FieldsetProps {
  /** Ids of its notes derive from it. */
  id: string;
  legend: string;
  /** Small words beside the legend. */
  note?: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: ComponentChildren;
}

/** Several controls under one question. */
export function Fieldset({ id, legend, note, hint, error, children }: FieldsetProps): VNode {
  const { "aria-describedby": describedBy } = controlTies({ name: id, label: legend, hint, error });
  return (
    <fieldset class="fieldset" id={id} aria-describedby={describedBy} tabIndex={-1}>
      <legend class="fieldset__legend">
        {legend}
        {note && <small>{` ${note}`}</small>}
      </legend>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
