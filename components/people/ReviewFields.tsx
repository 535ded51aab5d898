import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { errorFor } from "../ErrorSummary.tsx";
import { SelectField } from "../SelectField.tsx";

const FIELDS = [
  { name: "response", label: "Their own answers" },
  { name: "correctness", label: "What was right and wrong" },
  { name: "mark", label: "Marks" },
  { name: "rightAnswer", label: "Right answers" },
  { name: "feedback", label: "Feedback" },
  { name: "explanation", label: "Explanations" },
  { name: "comment", label: "The teacher's comments" },
  { name: "classMean", label: "The mean of the class" },
] as const;

const MOMENTS = [
  { value: "handed_in", label: "as soon as they hand in" },
  { value: "closed", label: "when it is closed for everyone" },
  { value: "released", label: "when results are released" },
  { value: "never", label: "never" },
];

/** What students see of an answered test, and from when, unless a test says otherwise. */
export function ReviewFields(
  { values, errors }: {
    values: Readonly<Record<string, string>>;
    errors: readonly FieldError[];
  },
): VNode {
  return (
    <fieldset class="fieldset">
      <legend class="fieldset__legend">What students see of an answered test</legend>
      <div class="columns columns--half">
        {FIELDS.map(({ name, label }) => (
          <SelectField
            key={name}
            name={name}
            label={label}
            options={MOMENTS}
            value={values[name] ?? "released"}
            error={errorFor(errors, name)}
          />
        ))}
      </div>
    </fieldset>
  );
}
