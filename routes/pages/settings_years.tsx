import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { SettingsHead } from "../../components/people/SettingsTabs.tsx";
import { Row, Rows } from "../../components/Rows.tsx";
import { TextField } from "../../components/TextField.tsx";
import { YearFormSchema } from "../../lib/people/class_form_schema.ts";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import { formatDate } from "../../lib/model/text/format.ts";
import type { Year } from "../../lib/model/people/people_schema.ts";
import { localDay } from "../../lib/model/process/school_time.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { readYearDays, saveYear, yearsOf } from "../../lib/people/years.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { idOfMade, once } from "../edge_once.ts";
import { YEARS_PATH } from "../../lib/model/process/paths.ts";

/** `/settings/years` */
export function yearPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const year = (await yearsOf(deps, user.schoolId)).find(({ id }) => id === c.req.query("id"));
    const { timeZone } = await timeStyleOf(deps, user);
    return await show(c, deps, { values: year ? valuesOf(year, timeZone) : {}, errors: [] });
  });

  app.post("/", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const form = await readForm(c, YearFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    const { id, name, from, until } = form.data;
    try {
      const { timeZone } = await timeStyleOf(deps, user);
      const days = readYearDays({ from, until }, timeZone);
      const which = id === null ? { idOfNew: await idOfMade(c) } : { id };
      const saved = await saveYear(deps, user, { name, ...days, ...which });
      return c.redirect(`${YEARS_PATH}?done=saved&added=${saved.id}`, 303);
    } catch (error) {
      if (error instanceof DomainError && error.code === "not_found") throw error;
      return await show(c, deps, { values, errors: formErrors(error) });
    }
  });

  return app;
}

function valuesOf({ id, name, fromAt, untilAt }: Year, timeZone: string): FormValues {
  const [from, until] = [localDay(fromAt, timeZone), localDay(untilAt - 1, timeZone)];
  return { id, name, from, until };
}

interface Shown {
  values: FormValues;
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { values, errors }: Shown,
): Promise<Response> {
  const user = requireMay(c, mayRunSchool);
  const years = await yearsOf(deps, user.schoolId);
  const style = await timeStyleOf(deps, user);
  const day = (at: number) => formatDate(at, style, { year: true });
  const body = (
    <div class="narrow stack">
      <SettingsHead current={YEARS_PATH} />
      <ErrorSummary errors={errors} />
      {c.req.query("done") === "saved" && errors.length === 0 && (
        <Banner tone="good">
          Saved.
        </Banner>
      )}
      <Card id="years" title="Years" flush ruled>
        {years.length === 0 ? <EmptyState title="No year yet." /> : (
          <Rows>
            {years.map(({ id, name, fromAt, untilAt }) => (
              <Row
                key={id}
                added={id === c.req.query("added")}
                title={name}
                detail={`${day(fromAt)} to ${day(untilAt - 1)}`}
                end={
                  <LinkButton size="small" href={`${YEARS_PATH}?id=${id}`} label={`Edit ${name}`}>
                    Edit
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        )}
      </Card>
      <YearForm values={values} errors={errors} />
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: "Years", body, current: "settings", status });
}

function YearForm({ values, errors }: Shown): VNode {
  const { id = "" } = values;
  const field = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  return (
    <Card id="year" title={id ? "Edit the year" : "Add a year"}>
      <Form action={YEARS_PATH} hidden={{ id, ...(id ? {} : once()) }}>
        <TextField {...field("name")} label="Name" hint="Such as 2026-27" width="middle" />
        <div class="form__row">
          <TextField {...field("from")} type="date" label="First day" />
          <TextField {...field("until")} type="date" label="Last day" />
        </div>
        <div class="buttons">
          <Button look="primary">{id ? "Save" : "Add"}</Button>
          {id && <LinkButton look="quiet" href={YEARS_PATH}>Cancel</LinkButton>}
        </div>
      </Form>
    </Card>
  );
}
