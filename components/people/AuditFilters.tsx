import type { VNode } from "preact";
import type { AuditChoices } from "../../lib/model/access/audit_choices.ts";
import { AUDIT_GROUPS } from "../../lib/model/access/audit_groups.ts";
import type { AuditForm } from "../../lib/model/access/audit_schema.ts";
import { Button, LinkButton } from "../Button.tsx";
import { Hidden } from "../Hidden.tsx";
import { Icon } from "../icons.tsx";
import { SelectField } from "../SelectField.tsx";
import { TextField } from "../TextField.tsx";
import { AUDIT_PATH } from "../../lib/model/process/paths.ts";

const KINDS = Object.entries(AUDIT_GROUPS).map(([value, label]) => ({ value, label }));

export interface AuditFiltersProps {
  values: AuditForm;
  choices: AuditChoices;
}

/** What narrows the audit log; a plain form, so that every result has an address. */
export function AuditFilters({ values, choices }: AuditFiltersProps): VNode {
  const { q, who, about, kind, test, class: classId, from, until } = values;
  return (
    <form class="filters" action={AUDIT_PATH} method="get" role="search">
      <TextField name="q" type="search" label="Words" required={false} most={100} value={q} />
      <SelectField
        name="who"
        label="Who"
        required={false}
        empty="Anybody"
        options={choices.actors}
        value={who}
      />
      <SelectField
        name="kind"
        label="Kind"
        required={false}
        empty="All kinds"
        options={KINDS}
        value={kind}
      />
      {choices.classes.length > 0 && (
        <SelectField
          name="class"
          label="Class"
          required={false}
          empty="All classes"
          options={choices.classes}
          value={classId}
        />
      )}
      {choices.tests.length > 0 && (
        <SelectField
          name="test"
          label="Test"
          required={false}
          empty="All tests"
          options={choices.tests}
          value={test}
        />
      )}
      <TextField name="from" type="date" label="From" required={false} value={from} />
      <TextField name="until" type="date" label="Until" required={false} value={until} />
      {about !== undefined && <Hidden values={{ about }} />}
      <div class="buttons">
        <Button>
          <Icon name="search" size={18} /> Search
        </Button>
        {isNarrowed(values) && <LinkButton look="link" href={AUDIT_PATH}>Clear</LinkButton>}
      </div>
    </form>
  );
}

/** Whether anything was chosen or typed. */
export function isNarrowed({ after: _, ...values }: AuditForm): boolean {
  return Object.values(values).some((it) => it !== undefined && it !== "");
}
