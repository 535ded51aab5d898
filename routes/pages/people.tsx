import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Button, LinkButton } from "../../components/Button.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Directory } from "../../components/people/Directory.tsx";
import { OneTimeCard } from "../../components/people/OneTimeCard.tsx";
import { NewPersonFields } from "../../components/people/PersonFields.tsx";
import { Segmented } from "../../components/Tabs.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { ROLE_NAMES } from "../../lib/model/home/navigation.ts";
import type { Role } from "../../lib/model/people/people_schema.ts";
import { ROLE_FIELDS } from "../../lib/model/people/role_fields.ts";
import { SchoolRoleSchema } from "../../lib/model/people/person_command_schema.ts";
import { DirectoryQuerySchema, NewPersonFormSchema } from "../../lib/people/person_form_schema.ts";
import { type AddedPerson, addPerson } from "../../lib/people/add_person.ts";
import { listClasses } from "../../lib/people/class_file.ts";
import { childToLink } from "../../lib/people/guardians.ts";
import { listPeople } from "../../lib/people/directory.ts";
import { mayRunSchool, maySeeSchool } from "../../lib/access/policy/school.ts";
import { rolesToGive } from "../../lib/access/policy/people.ts";
import {
  type AppEnv,
  formErrors,
  type FormValues,
  readForm,
  readQuery,
  requireMay,
} from "../edge.tsx";
import { idOfMade, once } from "../edge_once.ts";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import {
  classPath,
  NEW_PERSON_PATH,
  PEOPLE_PATH,
  personPath,
} from "../../lib/model/process/paths.ts";

/** `/people`, `/people/new` */
export function peoplePages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, maySeeSchool);
    const { q, role, after } = readQuery(c, DirectoryQuerySchema);
    const found = await listPeople(deps, user, { q, role: role || undefined, after });
    const next = found.next === null
      ? null
      : `${PEOPLE_PATH}?${new URLSearchParams({ q, role, after: found.next })}`;
    const mayAdd = mayRunSchool(user);
    const body = (
      <>
        <PageHead title="People" actions={mayAdd && <AddButton role={role} />} />
        <Directory
          people={found.items}
          q={q}
          role={role}
          next={next}
          first={after === undefined}
          mayAdd={mayAdd}
        />
      </>
    );
    return await page(c, deps, { title: "People", body, current: "people" });
  });

  app.get("/new", async (c) => {
    requireMay(c, mayRunSchool);
    const { role, class: classId = "", child: childId = "" } = c.req.query();
    const values = { role: role ?? "student", classId, childId };
    return await showForm(c, deps, { values, errors: [] });
  });

  app.post("/new", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const form = await readForm(c, NewPersonFormSchema);
    const { values } = form;
    if (!form.ok) return await showForm(c, deps, { values, errors: form.errors });
    try {
      const { id, ...person } = form.data;
      const idOfNew = await idOfMade(c, id);
      const added = await addPerson(deps, user, { ...person, idOfNew });
      return await showAdded(c, deps, { added, values });
    } catch (error) {
      return await showForm(c, deps, { values, errors: formErrors(error) });
    }
  });

  return app;
}

function AddButton({ role }: { role: Role | "" }): VNode {
  return (
    <LinkButton look="primary" href={role ? `${NEW_PERSON_PATH}?role=${role}` : NEW_PERSON_PATH}>
      <Icon name="user-plus" size={18} />Add a person
    </LinkButton>
  );
}

interface Shown {
  values: FormValues;
  errors: readonly FieldError[];
}

const CRUMBS = [{ label: "People", href: PEOPLE_PATH }];
const BACK = { href: PEOPLE_PATH, label: "People" };

async function showForm(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { values, errors }: Shown,
): Promise<Response> {
  const user = requireMay(c, mayRunSchool);
  const role = SchoolRoleSchema.catch("student").parse(values["role"]);
  const { childId = "" } = values;
  const child = childId === "" ? null : await childToLink(deps, user, childId);
  const fields = ROLE_FIELDS[role];
  const classes = fields.classId ? await listClasses(deps, user) : [];
  const body = (
    <div class="narrow stack">
      <PageHead
        title={child && fields.childId
          ? `Add a guardian of ${isolated(child.name)}`
          : "Add a person"}
        crumbs={CRUMBS}
      />
      <ErrorSummary errors={errors} />
      {child === null && (
        <Segmented
          label="Role"
          items={rolesToGive(user).map((it) => ({
            href: `${NEW_PERSON_PATH}?role=${it}`,
            label: ROLE_NAMES[it],
            current: it === role,
          }))}
        />
      )}
      <Form action={NEW_PERSON_PATH} hidden={{ ...once(), role, childId: child?.id ?? "" }}>
        {fields.note !== null && <p class="muted">{fields.note}</p>}
        <NewPersonFields
          rollNumber={fields.rollNumber}
          values={values}
          errors={errors}
          classes={classes.map(({ schoolClass: it, yearName }) => ({
            value: it.id,
            label: `${isolated(it.name)}, ${isolated(yearName)}`,
          }))}
        />
        {errorFor(errors, "childId") && <p class="bad">{errorFor(errors, "childId")}</p>}
        <div>
          <Button look="primary">Add</Button>
        </div>
      </Form>
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, {
    title: "Add a person",
    body,
    current: "people",
    back: BACK,
    status,
  });
}

async function showAdded(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { added: { person, oneTimePassword }, values }: { added: AddedPerson; values: FormValues },
): Promise<Response> {
  const { role = "", classId = "", childId = "" } = values;
  const again = `${NEW_PERSON_PATH}?${new URLSearchParams({
    role,
    ...(classId && { class: classId }),
    ...(childId && { child: childId }),
  })}`;
  const links = (
    <>
      <LinkButton look="primary" href={again}>Add another</LinkButton>
      {classId && <LinkButton href={classPath(classId)}>Open the class</LinkButton>}
      <LinkButton href={personPath(person.id)}>{`Open ${person.name}`}</LinkButton>
    </>
  );
  const body = (
    <div class="narrow stack">
      <PageHead title={`${isolated(person.name)} was added`} crumbs={CRUMBS} added />
      {oneTimePassword === null
        ? (
          <>
            <p>They may not sign in yet. You let them in on their page.</p>
            <div class="buttons">{links}</div>
          </>
        )
        : <OneTimeCard person={person} password={oneTimePassword}>{links}</OneTimeCard>}
    </div>
  );
  return await page(c, deps, { title: "Added", body, current: "people", back: BACK });
}
