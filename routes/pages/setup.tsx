import { type Context, Hono } from "hono";
import { Button } from "../../components/Button.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form, FormPage } from "../../components/FormPage.tsx";
import { SchoolFields } from "../../components/people/SchoolFields.tsx";
import { TextField } from "../../components/TextField.tsx";
import PasswordField from "../../islands/PasswordField.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { SetUpFormSchema } from "../../lib/people/school_form_schema.ts";
import { needsSetUp, setUp } from "../../lib/people/set_up.ts";
import { timeZones } from "../../lib/people/zone_of_city.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { type AppEnv, formErrors, type FormValues, readForm } from "../edge.tsx";
import { barePage } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { setSessionCookie } from "../edge_session.ts";
import { SETUP_PATH } from "../../lib/model/process/paths.ts";

/** `/setup`: the first school, once. */
export function setUpPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/setup", async (c) => {
    if (!await needsSetUp(deps)) return c.redirect("/");
    return await show(c, deps, { values: {}, errors: [] });
  });

  app.post("/setup", async (c) => {
    if (!await needsSetUp(deps)) return c.redirect("/", 303);
    const form = await readForm(c, SetUpFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    const { schoolName, timeZone, locale, name, email, password, code } = form.data;
    const client = c.get("client");
    try {
      const person = await setUp(deps, deps.setUpCode, {
        school: { name: schoolName, timeZone, locale },
        office: { name, email },
        password,
        code,
        client,
      });
      const { secret } = await openSession(deps, person, { client, persistent: false });
      setSessionCookie(c, deps.secure, secret, null);
    } catch (error) {
      return await show(c, deps, { values, errors: formErrors(error) });
    }
    return c.redirect("/", 303);
  });

  return app;
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
  const text = (name: string) => ({
    name,
    value: values[name] ?? "",
    error: errorFor(errors, name),
  });
  const body = (
    <FormPage
      wide
      title="Who runs this school?"
      sub="Create the school and your own account. You add everybody else afterwards."
      notice={errors.length > 0 && <ErrorSummary errors={errors} />}
    >
      <Form action={SETUP_PATH}>
        {deps.setUpCode !== null && (
          <TextField
            {...text("code")}
            label="Set-up code"
            hint="The server printed it when it started."
            autocomplete="off"
            width="middle"
          />
        )}
        <SchoolFields values={values} errors={errors} timeZones={timeZones()} />
        <TextField {...text("name")} label="Your name" autocomplete="name" most={120} />
        <TextField
          {...text("email")}
          label="Your e-mail address"
          type="email"
          hint="You sign in with it."
          autocomplete="username"
          most={254}
        />
        <PasswordField
          name="password"
          label="Password"
          autocomplete="new-password"
          hint="At least 8 characters. Several words are easy to remember."
          error={errorFor(errors, "password")}
        />
        <Button look="primary" full>Create the school</Button>
      </Form>
    </FormPage>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await barePage(c, deps, { title: "Set up", body, calm: true, status });
}
