import type { VNode } from "preact";
import type { FieldError } from "../lib/model/process/errors.ts";
import { Button, Buttons, LinkButton } from "./Button.tsx";
import { RadioField } from "./CheckField.tsx";
import { errorFor } from "./ErrorSummary.tsx";
import { Form } from "./FormPage.tsx";
import { Stack } from "./Layout.tsx";
import { TextField } from "./TextField.tsx";

export interface ExceptionFieldsProps {
  action: string;
  cancelHref: string;
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  timeZone: string;
}

/** One student's other times, make-up sitting or excuse. */
export function ExceptionFields(
  { action, cancelHref, values, errors, timeZone }: ExceptionFieldsProps,
): VNode {
  const field = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  return (
    <Form action={action} hidden={{ rev: values.rev ?? "" }}>
      <Stack>
        <RadioField
          name="purpose"
          legend="What changes"
          value={values.purpose ?? "times"}
          options={[
            { value: "times", label: "Other times or more time" },
            {
              value: "make_up",
              label: "A make-up sitting",
              hint: "For someone who was absent. Enter when it begins and ends.",
            },
            {
              value: "excused",
              label: "Excused",
              hint: "The test does not count for this student.",
            },
          ]}
        />
        <TextField
          {...field("opensAt")}
          label="Opens"
          type="datetime-local"
          width="middle"
          suffix={timeZone}
          optional
        />
        <TextField
          {...field("closesAt")}
          label="Closes"
          type="datetime-local"
          width="middle"
          suffix={timeZone}
          optional
        />
        <div class="form__row">
          <TextField
            {...field("limitMinutes")}
            label="Time limit"
            inputMode="numeric"
            width="short"
            suffix="minutes"
            optional
          />
          <TextField
            {...field("extraMinutes")}
            label="Extra time"
            inputMode="numeric"
            width="short"
            suffix="minutes"
            optional
          />
          <TextField
            {...field("attemptsAllowed")}
            label="Attempts"
            inputMode="numeric"
            width="short"
            optional
          />
        </div>
        <TextField
          {...field("reason")}
          label="Reason"
          hint="Staff see it, the student does not."
          most={300}
        />
        <Buttons>
          <Button look="primary">Save</Button>
          <LinkButton href={cancelHref}>Back</LinkButton>
        </Buttons>
      </Stack>
    </Form>
  );
}
