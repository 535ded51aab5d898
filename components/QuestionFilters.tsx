import type { VNode } from "preact";
import type { BankRow } from "../lib/model/questions/authoring_schema.ts";
import { KINDS } from "../lib/model/questions/kind_names.ts";
import { Button, LinkButton } from "./Button.tsx";
import { Icon } from "./icons.tsx";
import { SelectField } from "./SelectField.tsx";
import { TextField } from "./TextField.tsx";
import { isolated } from "../lib/model/text/text_signs.ts";
import { QUESTIONS_PATH } from "../lib/model/process/paths.ts";

export interface QuestionFiltersProps {
  /** As they stand in the address. */
  values: Readonly<Record<string, string | undefined>>;
  banks: readonly BankRow[];
  subjects: ReadonlyMap<string, string>;
}

const LEVELS = ["1", "2", "3", "4", "5"].map((value) => ({ value, label: `Level ${value}` }));
const STATES = [
  { value: "active", label: "In use" },
  { value: "draft", label: "To check" },
  { value: "retired", label: "Retired" },
];

/** What narrows the list of questions; a plain form, so that every result has an address. */
export function QuestionFilters({ values, banks, subjects }: QuestionFiltersProps): VNode {
  const value = (name: string) => values[name] ?? "";
  return (
    <form class="filters" action={QUESTIONS_PATH} method="get" role="search">
      <TextField
        name="q"
        type="search"
        label="Words"
        required={false}
        most={200}
        value={value("q")}
      />
      <SelectField
        name="bankId"
        label="Bank"
        required={false}
        empty="All banks"
        options={banks.map(({ id, name, mayEdit }) => ({
          value: id,
          label: mayEdit ? name : `${isolated(name)} (colleague)`,
        }))}
        value={value("bankId")}
      />
      <SelectField
        name="subjectId"
        label="Subject"
        required={false}
        empty="All subjects"
        options={[...subjects].map(([id, label]) => ({ value: id, label }))}
        value={value("subjectId")}
      />
      <SelectField
        name="kind"
        label="Kind"
        required={false}
        empty="All kinds"
        options={KINDS}
        value={value("kind")}
      />
      <SelectField
        name="level"
        label="Level"
        required={false}
        empty="All levels"
        options={LEVELS}
        value={value("level")}
      />
      <TextField name="tag" label="Tag" required={false} most={40} value={value("tag")} />
      <SelectField
        name="state"
        label="State"
        required={false}
        empty="All but retired"
        options={STATES}
        value={value("state")}
      />
      <div class="buttons">
        <Button>
          <Icon name="search" size={18} /> Search
        </Button>
        {Object.values(values).some(Boolean) && (
          <LinkButton look="link" href={QUESTIONS_PATH}>Clear</LinkButton>
        )}
      </div>
    </form>
  );
}
