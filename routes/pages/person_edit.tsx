import { type Context, Hono } from "hono";
import { Button, LinkButton } from "../../components/Button.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { PersonFields } from "../../components/people/PersonFields.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { ROLE_NAMES } from "../../lib/model/home/navigation.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { ROLE_FIELDS } from "../../lib/model/people/role_fields.ts";
import { PersonFormSchema } from "../../lib/people/person_form_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { changePerson } from "../../lib/people/change_person.ts";
import { requirePerson } from "../../lib/people/deps.ts";
import { rolesToGive } from "../../lib/access/policy/people.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { PEOPLE_PATH, personPath } from "../../lib/model/process/paths.ts";

/** `/people/:id/edit` */
export function personEditPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/edit", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const person = await requirePerson(deps, user, c.req.param("id"));
    return await show(c, deps, { user, person, values: valuesOf(person), errors: [] });
  });

  app.post("/:id/edit", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const person = await requirePerson(deps, user, c.req.param("id"));
    const form = await readForm(c, PersonFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { user, person, values, errors: form.errors });
    const { role, ...rest } = form.data;
    const change = role === undefined ? rest : { ...rest, role };
    try {
      await changePerson(deps, user, { id: person.id, change });
    } catch (error) {
      // What was typed stays, over the newer row: saving again then wins knowingly.
      const now = await requirePerson(deps, user, person.id);
      const errors = formErrors(error);
      const kept = { ...values, rev: String(now.rev) };
      return await show(c, deps, { user, person: now, values: kept, errors });
    }
    return c.redirect(`${personPath(person.id)}?done=saved`, 303);
  });

  return app;
}

function valuesOf({ rev, name, role, email, username, rollNumber }: Person): FormValues {
  return {
    rev: String(rev),
    name,
    role,
    email: email ?? "",
    username: username ?? "",
    rollNumber: rollNumber ?? "",
  };
}

interface Shown {
  user: User;
  person: Person;
  values: FormValues;
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { user, person, values, errors }: Shown,
): Promise<Response> {
  const back = { href: personPath(person.id), label: person.name };
  const body = (
    <div class="narrow stack">
      <PageHead title="Edit" crumbs={[{ href: PEOPLE_PATH, label: "People" }, back]} />
      <ErrorSummary errors={errors} />
      <Form action={personPath(person.id, "edit")} hidden={{ rev: values["rev"] ?? "" }}>
        <PersonFields
          rollNumber={ROLE_FIELDS[person.role].rollNumber}
          values={values}
          errors={errors}
          isNew={false}
        />
        {person.id !== user.id && (
          <SelectField
            name="role"
            label="Here as"
            hint="Another role signs the person out and changes what they see."
            options={rolesToGive(user).map((it) => ({ value: it, label: ROLE_NAMES[it] }))}
            value={values["role"] ?? person.role}
            error={errorFor(errors, "role")}
            width="middle"
          />
        )}
        <div class="buttons">
          <Button look="primary">Save</Button>
          <LinkButton href={back.href} look="quiet">Cancel</LinkButton>
        </div>
      </Form>
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, {
    title: `Edit ${isolated(person.name)}`,
    body,
    current: "people",
    back,
    status,
  });
}
