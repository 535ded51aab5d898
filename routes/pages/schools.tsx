import { type Context, Hono } from "hono";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { OneTimeCard } from "../../components/people/OneTimeCard.tsx";
import { SchoolFields } from "../../components/people/SchoolFields.tsx";
import { SchoolTable } from "../../components/people/SchoolTable.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { NewSchoolFormSchema } from "../../lib/people/school_form_schema.ts";
import { createSchool, listSchools } from "../../lib/people/schools.ts";
import { timeZones } from "../../lib/people/zone_of_city.ts";
import { mayRunInstallation } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { NEW_SCHOOL_PATH, SCHOOLS_PATH } from "../../lib/model/process/paths.ts";

/** `/schools`: the administrator of the installation creates schools and looks into none. */
export function schoolPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, mayRunInstallation);
    const { items, next } = await listSchools(deps, user, c.req.query("after"));
    const add = (
      <LinkButton look="primary" href={NEW_SCHOOL_PATH}>
        <Icon name="plus" size={18} />Add a school
      </LinkButton>
    );
    const body = (
      <>
        <PageHead title="Schools" actions={items.length > 0 && add} />
        <Card flush>
          {items.length === 0
            ? (
              <EmptyState
                icon={<Icon name="school" size={28} />}
                title="No school yet."
                action={add}
              />
            )
            : <SchoolTable schools={items} />}
          <Pager next={next && `${SCHOOLS_PATH}?${new URLSearchParams({ after: next })}`} />
        </Card>
      </>
    );
    return await page(c, deps, { title: "Schools", body, current: "schools" });
  });

  app.get("/new", async (c) => await showForm(c, deps, { values: {}, errors: [] }));

  app.post("/new", async (c) => {
    const user = requireMay(c, mayRunInstallation);
    const form = await readForm(c, NewSchoolFormSchema);
    const { values } = form;
    if (!form.ok) return await showForm(c, deps, { values, errors: form.errors });
    const { schoolName, timeZone, locale, ...office } = form.data;
    try {
      const made = await createSchool(deps, user, {
        school: { name: schoolName, timeZone, locale },
        office,
      });
      return await showMade(c, deps, made);
    } catch (error) {
      return await showForm(c, deps, { values, errors: formErrors(error) });
    }
  });

  return app;
}

const CRUMBS = [{ label: "Schools", href: SCHOOLS_PATH }];
const BACK = { href: SCHOOLS_PATH, label: "Schools" };

interface Shown {
  values: FormValues;
  errors: readonly FieldError[];
}

async function showForm(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { values, errors }: Shown,
): Promise<Response> {
  requireMay(c, mayRunInstallation);
  const field = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  const body = (
    <div class="narrow stack">
      <PageHead title="Add a school" crumbs={CRUMBS} />
      <ErrorSummary errors={errors} />
      <Form action={NEW_SCHOOL_PATH}>
        <SchoolFields values={values} errors={errors} timeZones={timeZones()} />
        <TextField {...field("name")} label="Who runs it" hint="Name of a person" most={120} />
        <TextField
          {...field("email")}
          type="email"
          label="Their e-mail"
          hint="They sign in with it. You get a one-time password to hand out."
          most={254}
        />
        <div>
          <Button look="primary">Add</Button>
        </div>
      </Form>
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, {
    title: "Add a school",
    body,
    current: "schools",
    back: BACK,
    status,
  });
}

async function showMade(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { school, person, oneTimePassword }: Awaited<ReturnType<typeof createSchool>>,
): Promise<Response> {
  const body = (
    <div class="narrow stack">
      <PageHead title={`${isolated(school.name)} was added`} crumbs={CRUMBS} />
      <OneTimeCard person={person} password={oneTimePassword!}>
        <LinkButton look="primary" href={SCHOOLS_PATH}>Done</LinkButton>
      </OneTimeCard>
    </div>
  );
  return await page(c, deps, { title: "Added", body, current: "schools", back: BACK });
}
