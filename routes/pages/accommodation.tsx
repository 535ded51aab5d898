import { type Context, Hono } from "hono";
import { Banner } from "../../components/Banner.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { AccommodationFacts } from "../../components/people/AccommodationFacts.tsx";
import { AccommodationFields } from "../../components/people/AccommodationFields.tsx";
import { type FieldError, notFound } from "../../lib/model/process/errors.ts";
import { rightsPlace } from "../../lib/model/home/ways.ts";
import { AccommodationFormSchema } from "../../lib/people/person_form_schema.ts";
import { accommodationValues, readAccommodationForm } from "../../lib/people/accommodation_form.ts";
import { accommodationOf, grantAccommodation } from "../../lib/people/accommodations.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { mayGrantAccommodation } from "../../lib/access/policy/people.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireUser } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { personPath } from "../../lib/model/process/paths.ts";

/** `/people/:id/accommodation`: rights that every test obeys. */
export function accommodationPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/accommodation", async (c) => {
    return await show(c, deps, { id: c.req.param("id"), values: null, errors: [] });
  });

  app.post("/:id/accommodation", async (c) => {
    const user = requireUser(c);
    const id = c.req.param("id");
    if (!mayGrantAccommodation(user)) throw notFound();
    const form = await readForm(c, AccommodationFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { id, values, errors: form.errors });
    const { timeZone } = await timeStyleOf(deps, user);
    try {
      const change = readAccommodationForm(form.data, timeZone);
      await grantAccommodation(deps, user, { personId: id, change });
    } catch (error) {
      return await show(c, deps, { id, values, errors: formErrors(error) });
    }
    return c.redirect(`${personPath(id, "accommodation")}?done=saved`, 303);
  });

  return app;
}

interface Shown {
  id: string;
  /** `null`: as stored. */
  values: FormValues | null;
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { id, values, errors }: Shown,
): Promise<Response> {
  const user = requireUser(c);
  const file = await accommodationOf(deps, user, id);
  const style = await timeStyleOf(deps, user);
  const { person, rights, grantedByName } = file;
  const stored = accommodationValues(rights, { timeZone: style.timeZone, now: deps.now() });
  const { current, back } = rightsPlace(user.role, person);
  const body = (
    <div class="narrow stack">
      <PageHead
        title="Extra time and larger print"
        crumbs={[back]}
        sub={grantedByName === null
          ? person.name
          : `${isolated(person.name)}, granted by ${isolated(grantedByName)}`}
      />
      <ErrorSummary errors={errors} />
      {c.req.query("done") === "saved" && errors.length === 0 && (
        <Banner tone="good">Saved. The next test begun follows it.</Banner>
      )}
      {file.mayGrant
        ? (
          <AccommodationFields
            action={personPath(id, "accommodation")}
            values={values === null ? stored : { ...values, rev: stored["rev"] ?? "" }}
            errors={errors}
            timeZone={style.timeZone}
            maySeeNote={file.maySeeNote}
          />
        )
        : <AccommodationFacts rights={rights} style={style} />}
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  const title = `Extra time: ${isolated(person.name)}`;
  return await page(c, deps, { title, body, current, back, status });
}
