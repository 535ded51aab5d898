import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { errorFor } from "../ErrorSummary.tsx";
import { SelectField, type SelectOption } from "../SelectField.tsx";
import { TextField } from "../TextField.tsx";

export interface ClassFieldsProps {
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  years: readonly SelectOption[];
  teachers: readonly SelectOption[];
}

/** A class: name, year, grade, section, class teacher. */
export function ClassFields({ values, errors, years, teachers }: ClassFieldsProps): VNode {
  const field = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  return (
    <>
      <TextField
        {...field("name")}
        label="Name"
        hint="As everybody calls it, such as Class 10 B"
        most={120}
        autocomplete="off"
      />
      <SelectField {...field("yearId")} label="Year" options={years} width="middle" />
      <div class="form__row">
        <TextField {...field("grade")} label="Grade" optional hint="Such as 10" most={20} />
        <TextField {...field("section")} label="Section" optional hint="Such as B" most={20} />
      </div>
      <SelectField
        {...field("classTeacherId")}
        label="Class teacher"
        optional
        empty="None"
        options={teachers}
        hint="Sees the results of the whole class."
      />
    </>
  );
}
