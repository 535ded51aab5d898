import { Hono } from "hono";
import type { VNode } from "preact";
import { LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { AuditFilters, isNarrowed } from "../../components/people/AuditFilters.tsx";
import { AuditTable } from "../../components/people/AuditTable.tsx";
import type { Choice } from "../../lib/model/access/audit_choices.ts";
import type { AuditLine } from "../../lib/model/access/audit_line.ts";
import { type AuditForm, AuditFormSchema } from "../../lib/model/access/audit_schema.ts";
import { formatInstant } from "../../lib/model/text/format.ts";
import { endOfDay, startOfDay } from "../../lib/model/process/school_time.ts";
import { auditNav } from "../../lib/model/home/ways.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { auditChoices } from "../../lib/access/audit_choices.ts";
import {
  auditLog,
  type AuditQuery,
  personAbout,
  requireAuditReader,
} from "../../lib/access/audit_log.ts";
import { fieldError } from "../../lib/people/deps.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, readQuery, requireUser } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { AUDIT_PATH } from "../../lib/model/process/paths.ts";

/** `/audit`: who did what. */
export function auditPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireUser(c);
    requireAuditReader(user);
    const values = readQuery(c, AuditFormSchema);
    const style = await timeStyleOf(deps, user);
    const query = queryOf(values, style.timeZone);
    const [{ items, next, lookedBackTo }, choices, about] = await Promise.all([
      auditLog(deps, user, query),
      auditChoices(deps, user, query),
      values.about === undefined ? null : personAbout(deps, user, values.about),
    ]);
    const further = next === null || lookedBackTo === null
      ? null
      : formatInstant(lookedBackTo, style);
    const body = (
      <>
        <PageHead
          title="Who did what"
          sub={about === null
            ? "Newest first. Nothing here can be changed."
            : `About ${isolated(about.name)}. Newest first.`}
        />
        <div class="stack">
          <AuditFilters
            values={values}
            choices={{ ...choices, tests: withShown(choices.tests, items) }}
          />
          <Card flush>
            {items.length === 0
              ? <NothingHere narrowed={isNarrowed(values)} further={further} />
              : <AuditTable lines={items} style={style} linked={mayRunSchool(user)} />}
            {items.length > 0 && further !== null && (
              <p class="hint pager__note">{`Looked back to ${further}.`}</p>
            )}
            <Pager
              next={next && hrefOf(values, next)}
              {...(further !== null && { label: "Look further back" })}
            />
          </Card>
        </div>
      </>
    );
    return await page(c, deps, { title: "Who did what", body, current: auditNav(user.role) });
  });
  return app;
}

/** Also the tests of the entries shown, so that each can be asked for. */
function withShown(tests: readonly Choice[], lines: readonly AuditLine[]): Choice[] {
  const shown = lines.flatMap(({ test }) =>
    test?.isHere ? [{ value: test.id, label: test.name }] : []
  );
  return [...new Map([...tests, ...shown].map((it) => [it.value, it])).values()];
}

/** @throws {DomainError} `invalid/fields` for a day that no calendar has. */
function queryOf(values: AuditForm, timeZone: string): AuditQuery {
  const { q, who, about, kind, test, class: classId, from, until, after } = values;
  const fromAt = from === undefined ? undefined : startOfDay(from, timeZone);
  if (fromAt === null) throw fieldError("from", "Enter the first day");
  const beforeAt = until === undefined ? undefined : endOfDay(until, timeZone);
  if (beforeAt === null) throw fieldError("until", "Enter the last day");
  return {
    ...{ actorId: who, personId: about, group: kind, assignmentId: test, classId },
    ...{ q, fromAt, beforeAt, after },
  };
}

function hrefOf(values: AuditForm, after: string): string {
  const asked = Object.entries({ ...values, after }).flatMap(([key, value]) =>
    value === undefined || value === "" ? [] : [[key, value]]
  );
  return `${AUDIT_PATH}?${new URLSearchParams(asked)}`;
}

/** @param further Until when was looked, where there is more to look through. */
function NothingHere({ narrowed, further }: { narrowed: boolean; further: string | null }): VNode {
  const icon = <Icon name="scroll-text" size={28} />;
  if (!narrowed) return <EmptyState icon={icon} title="Nothing has happened yet." />;
  return (
    <EmptyState
      icon={icon}
      title={further === null ? "No entries match." : `No entries match back to ${further}.`}
      action={<LinkButton href={AUDIT_PATH}>Show everything</LinkButton>}
    />
  );
}
