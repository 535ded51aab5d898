import { type Context, Hono } from "hono";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { ReviewFields } from "../../components/people/ReviewFields.tsx";
import { SchoolFields } from "../../components/people/SchoolFields.tsx";
import { SettingsHead } from "../../components/people/SettingsTabs.tsx";
import { TextField } from "../../components/TextField.tsx";
import { type FieldError, notFound } from "../../lib/model/process/errors.ts";
import type { School } from "../../lib/model/people/people_schema.ts";
import { SettingsFormSchema } from "../../lib/people/school_form_schema.ts";
import { changeSchool, schoolOf } from "../../lib/people/schools.ts";
import { timeZones } from "../../lib/people/zone_of_city.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { SETTINGS_PATH } from "../../lib/model/process/paths.ts";

/** `/settings`: the school's name, clock, figures and rules. */
export function settingsPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const school = await schoolOf(deps, requireMay(c, mayRunSchool));
    if (school === null) throw notFound();
    return await show(c, deps, { values: valuesOf(school), errors: [] });
  });

  app.post("/", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const form = await readForm(c, SettingsFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    const { schoolName: name, timeZone, locale, passPercent, ...review } = form.data;
    try {
      await changeSchool(deps, user, { name, timeZone, locale, passPercent, review });
    } catch (error) {
      return await show(c, deps, { values, errors: formErrors(error) });
    }
    return c.redirect(`${SETTINGS_PATH}?done=saved`, 303);
  });

  return app;
}

function valuesOf({ name, timeZone, locale, passPercent, review }: School): FormValues {
  return { schoolName: name, timeZone, locale, passPercent: String(passPercent), ...review };
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
  const body = (
    <div class="narrow stack">
      <SettingsHead current={SETTINGS_PATH} />
      <ErrorSummary errors={errors} />
      {c.req.query("done") === "saved" && errors.length === 0 && (
        <Banner tone="good">
          Saved.
        </Banner>
      )}
      <Form action={SETTINGS_PATH}>
        <SchoolFields values={values} errors={errors} timeZones={timeZones()} />
        <TextField
          name="passPercent"
          label="A result passes from"
          inputMode="decimal"
          width="short"
          suffix="%"
          value={values["passPercent"] ?? ""}
          error={errorFor(errors, "passPercent")}
        />
        <ReviewFields values={values} errors={errors} />
        <div>
          <Button look="primary">Save</Button>
        </div>
      </Form>
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: "Settings", body, current: "settings", status });
}
