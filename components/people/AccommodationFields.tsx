import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { Button } from "../Button.tsx";
import { CheckField, RadioField } from "../CheckField.tsx";
import { errorFor } from "../ErrorSummary.tsx";
import { Form } from "../FormPage.tsx";
import { SelectField } from "../SelectField.tsx";
import { TextArea } from "../TextArea.tsx";
import { TextField } from "../TextField.tsx";

export const SCALES = [
  { value: "1", label: "Usual size" },
  { value: "1.25", label: "A quarter larger" },
  { value: "1.5", label: "Half as large again" },
  { value: "1.75", label: "Three quarters larger" },
  { value: "2", label: "Twice as large" },
] as const;

export interface AccommodationFieldsProps {
  action: string;
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  timeZone: string;
  maySeeNote: boolean;
}

/** A student's lasting rights, to grant. */
export function AccommodationFields(props: AccommodationFieldsProps): VNode {
  const { action, values, errors, maySeeNote } = props;
  return (
    <Form action={action} hidden={{ rev: values["rev"] ?? "" }}>
      <TextField
        name="timePercent"
        label="Extra time"
        inputMode="numeric"
        width="short"
        suffix="% more"
        hint="25 makes 40 minutes into 50."
        value={values["timePercent"] ?? ""}
        error={errorFor(errors, "timePercent")}
      />
      <Display {...props} />
      <CheckField
        name="hideTimer"
        value="1"
        label="Tests begin with the clock hidden"
        checked={values["hideTimer"] === "1"}
      />
      <Validity {...props} />
      {maySeeNote && (
        <TextArea
          name="note"
          label="Note"
          optional
          rows={3}
          hint="Why it was granted. Only whoever grants it and the school office see this."
          value={values["note"] ?? ""}
          error={errorFor(errors, "note")}
        />
      )}
      <div>
        <Button look="primary">Save</Button>
      </div>
    </Form>
  );
}

function Display({ values, errors }: AccommodationFieldsProps): VNode {
  return (
    <>
      <SelectField
        name="scale"
        label="Size of the text"
        options={SCALES}
        value={values["scale"] ?? "1"}
        error={errorFor(errors, "scale")}
        width="middle"
      />
      <div class="form__row">
        <RadioField
          name="contrast"
          legend="Contrast"
          value={values["contrast"] ?? "normal"}
          error={errorFor(errors, "contrast")}
          options={[{ value: "normal", label: "Usual" }, { value: "high", label: "High" }]}
        />
        <RadioField
          name="font"
          legend="Letters"
          value={values["font"] ?? "system"}
          error={errorFor(errors, "font")}
          options={[
            { value: "system", label: "Usual" },
            { value: "legible", label: "Wide, easy to tell apart" },
          ]}
        />
      </div>
    </>
  );
}

function Validity({ values, errors, timeZone }: AccommodationFieldsProps): VNode {
  return (
    <div class="form__row">
      <TextField
        name="validFrom"
        type="date"
        label="From"
        hint={timeZone}
        value={values["validFrom"] ?? ""}
        error={errorFor(errors, "validFrom")}
      />
      <TextField
        name="validTo"
        type="date"
        label="Last day"
        optional
        value={values["validTo"] ?? ""}
        error={errorFor(errors, "validTo")}
      />
    </div>
  );
}
