import type { VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { RadioField } from "../CheckField.tsx";
import { errorFor } from "../ErrorSummary.tsx";
import { SelectField, type SelectOption } from "../SelectField.tsx";
import { TextField } from "../TextField.tsx";

export interface PersonFieldsProps {
  /** Whether the person stands in registers. */
  rollNumber: boolean;
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
}

/** Name and sign-in names, and what belongs to the role. */
export function PersonFields(
  { rollNumber, values, errors, isNew }: PersonFieldsProps & { isNew: boolean },
): VNode {
  const text = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  return (
    <>
      <TextField {...text("name")} label="Name" autocomplete="off" most={120} />
      {rollNumber && (
        <TextField
          {...text("rollNumber")}
          label="Roll number"
          width="short"
          optional
          most={20}
        />
      )}
      <div class="form__row">
        <TextField
          {...text("username")}
          label="Username"
          optional
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          most={40}
          {...(isNew && { hint: "Empty: made of the name, as kabir.rao" })}
        />
        <TextField
          {...text("email")}
          type="email"
          label="E-mail"
          optional
          autocomplete="off"
          most={254}
        />
      </div>
    </>
  );
}

export interface NewPersonFieldsProps extends PersonFieldsProps {
  /** To choose from; none for who is put into no class. */
  classes: readonly SelectOption[];
}

/** The fields of a person to add. */
export function NewPersonFields(props: NewPersonFieldsProps): VNode {
  const { values, errors, classes } = props;
  return (
    <>
      <PersonFields {...props} isNew />
      {classes.length > 0 && (
        <SelectField
          name="classId"
          label="Class"
          optional
          empty="None yet"
          options={classes}
          value={values["classId"] ?? ""}
          error={errorFor(errors, "classId")}
          width="middle"
        />
      )}
      <RadioField
        name="status"
        legend="Access"
        value={values["status"] ?? "active"}
        error={errorFor(errors, "status")}
        options={[
          {
            value: "active",
            label: "May sign in",
            hint: "You get a one-time password to hand out",
          },
          { value: "pending", label: "Not yet", hint: "You let them in later" },
        ]}
      />
    </>
  );
}
