import type { ComponentChildren, VNode } from "preact";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { CheckGroup, RadioField } from "../CheckField.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { errorFor, ErrorSummary } from "../ErrorSummary.tsx";
import { Form } from "../FormPage.tsx";
import { Icon } from "../icons.tsx";
import { SearchBox } from "./SearchBox.tsx";

export interface PickPeopleProps {
  /** Where search and choice go. */
  action: string;
  /** Of the choice, as "Students to put into Class 10 A". */
  legend: string;
  /** Of the values sent. */
  name: string;
  many: boolean;
  people: readonly Person[];
  /** Second line of a person, as the class one is in. */
  hintOf?: (person: Person) => string;
  q: string;
  chosen: readonly string[];
  errors: readonly FieldError[];
  /** Of the button. */
  submit: string;
  /** Where nobody is found. */
  empty: ComponentChildren;
  /** There are more than are shown. */
  more: boolean;
}

/** Finds people by name and picks one or many: for lists too long to choose from. */
export function PickPeople(props: PickPeopleProps): VNode {
  const { action, q, people, errors, submit, more } = props;
  return (
    <div class="stack">
      <ErrorSummary errors={errors} />
      <SearchBox action={action} q={q} label="Find by name, username or class" />
      <Card>
        {people.length === 0
          ? (
            <EmptyState icon={<Icon name="search" size={28} />} title="Nobody matches.">
              {props.empty}
            </EmptyState>
          )
          : (
            <Form action={action} hidden={{ q }}>
              <Group {...props} />
              {more && <p class="hint">There are more. Find the others by name.</p>}
              <div>
                <Button look="primary">{submit}</Button>
              </div>
            </Form>
          )}
      </Card>
    </div>
  );
}

function Group({ many, name, legend, people, hintOf, chosen, errors }: PickPeopleProps): VNode {
  const Kind = many ? CheckGroup : RadioField;
  return (
    <Kind
      name={name}
      legend={legend}
      value={many ? chosen : chosen[0] ?? null}
      error={errorFor(errors, name)}
      options={people.map((person) => ({
        value: person.id,
        label: person.name,
        hint: hintOf?.(person) || person.username || person.email,
      }))}
    />
  );
}
