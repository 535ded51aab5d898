import type { VNode } from "preact";
import type { FieldError } from "../lib/model/process/errors.ts";
import { Button, Buttons } from "./Button.tsx";
import { Card } from "./Card.tsx";
import { CheckField, CheckGroup, RadioField } from "./CheckField.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { errorFor } from "./ErrorSummary.tsx";
import { Form } from "./FormPage.tsx";
import { Stack } from "./Layout.tsx";
import { SelectField } from "./SelectField.tsx";
import { TextField } from "./TextField.tsx";
import { isolated } from "../lib/model/text/text_signs.ts";

export interface AssignFieldsProps {
  action: string;
  /** What the form sends along. */
  hidden: Readonly<Record<string, string>>;
  /** Classes the teacher teaches. */
  groups: { id: string; name: string; students: { id: string; name: string }[] }[];
  /** Classes that were given this test already, and on which day. */
  givenOn: ReadonlyMap<string, string>;
  values: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  chosen: readonly string[];
  timeZone: string;
  mayAssign: boolean;
}

/** Who, when, which rules: the form of `/tests/:id/assign`. */
export function AssignFields(props: AssignFieldsProps): VNode {
  if (props.groups.length === 0) {
    return (
      <EmptyState title="You teach no class yet.">
        The school office enters who teaches what.
      </EmptyState>
    );
  }
  return (
    <Form action={props.action} hidden={props.hidden} wide>
      <Stack>
        <Who {...props} />
        <When {...props} />
        <Rules {...props} />
        <Buttons>
          <Button look="primary" disabled={!props.mayAssign}>Assign</Button>
        </Buttons>
      </Stack>
    </Form>
  );
}

function Who({ groups, givenOn, values, errors, chosen }: AssignFieldsProps): VNode {
  const single = groups.length === 1 ? `class:${groups[0]!.id}` : null;
  return (
    <Card title="Who takes it">
      <Stack>
        <RadioField
          name="audience"
          legend="Class or students"
          error={errorFor(errors, "audience")}
          value={values.audience ?? single}
          options={[
            ...groups.map(({ id, name, students }) => ({
              value: `class:${id}`,
              label: name,
              hint: (
                <>
                  {students.length === 1 ? "1 student" : `${students.length} students`}
                  {givenOn.has(id) && (
                    <>
                      . <b class="warn">Has this test already, from {givenOn.get(id)}</b>
                    </>
                  )}
                </>
              ),
            })),
            { value: "people", label: "Some students", hint: "Choose them below" },
          ]}
        />
        <div id="studentId">
          {groups.map(({ id, name, students }) => (
            <details
              key={id}
              class="disclosure"
              open={students.some((it) => chosen.includes(it.id))}
            >
              <summary>{`Students of ${isolated(name)}`}</summary>
              <CheckGroup
                name="studentId"
                legend={name}
                error={errorFor(errors, "studentId")}
                value={chosen}
                options={students.map((it) => ({ value: it.id, label: it.name }))}
              />
            </details>
          ))}
        </div>
      </Stack>
    </Card>
  );
}

function When({ values, errors, timeZone }: AssignFieldsProps): VNode {
  return (
    <Card title="When">
      <Stack>
        <TextField
          name="opensAt"
          label="Opens"
          type="datetime-local"
          width="middle"
          suffix={timeZone}
          value={values.opensAt ?? ""}
          error={errorFor(errors, "opensAt")}
        />
        <TextField
          name="closesAt"
          label="Closes"
          type="datetime-local"
          width="middle"
          suffix={timeZone}
          optional
          value={values.closesAt ?? ""}
          error={errorFor(errors, "closesAt")}
        />
        <TextField
          name="limitMinutes"
          label="Time limit"
          inputMode="numeric"
          width="short"
          suffix="minutes"
          optional
          hint="Counts from each student's own start. Extra time is added by itself."
          value={values.limitMinutes ?? ""}
          error={errorFor(errors, "limitMinutes")}
        />
        <RadioField
          name="lateStart"
          legend="Who starts late"
          value={values.lateStart ?? "cut"}
          options={[
            { value: "cut", label: "has what is left until it closes" },
            { value: "full", label: "has the full time" },
          ]}
        />
      </Stack>
    </Card>
  );
}

function Rules({ values, errors }: AssignFieldsProps): VNode {
  return (
    <Card title="Rules">
      <Stack>
        <RadioField
          name="purpose"
          legend="Purpose"
          value={values.purpose ?? "test"}
          options={[
            { value: "test", label: "Test", hint: "Results are seen when you release them" },
            {
              value: "practice",
              label: "Practice",
              hint: "Answers and explanations are seen at hand-in",
            },
          ]}
        />
        <div class="form__row">
          <TextField
            name="attemptsAllowed"
            label="Attempts"
            inputMode="numeric"
            width="short"
            optional
            hint="Empty: as many as they like"
            value={values.attemptsAllowed ?? "1"}
            error={errorFor(errors, "attemptsAllowed")}
          />
          <SelectField
            name="counts"
            label="Which one counts"
            value={values.counts ?? "best"}
            options={[
              { value: "best", label: "The best" },
              { value: "last", label: "The last" },
              { value: "first", label: "The first" },
              { value: "mean", label: "The mean" },
            ]}
          />
        </div>
        <SelectField
          name="onExpiry"
          label="When time is up"
          value={values.onExpiry ?? "submit"}
          options={[
            { value: "submit", label: "Answers are handed in by themselves" },
            { value: "abandon", label: "Only what was handed in counts" },
          ]}
        />
        <SelectField
          name="rightAnswers"
          label="Right answers and explanations are shown"
          value={values.rightAnswers ?? "released"}
          options={[
            { value: "released", label: "with the results" },
            { value: "closed", label: "when it is closed for everyone" },
            { value: "never", label: "never" },
          ]}
        />
        <CheckField
          name="anonymous"
          label="Hide names while marking"
          checked={values.anonymous !== undefined}
        />
        <CheckField
          name="negative"
          label="Wrong choices take marks away"
          hint="Uses the negative credits of each question"
          checked={values.negative !== undefined}
        />
      </Stack>
    </Card>
  );
}
