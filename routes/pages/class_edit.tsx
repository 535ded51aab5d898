import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { ClassFields } from "../../components/people/ClassFields.tsx";
import { ClassFormSchema } from "../../lib/people/class_form_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { SchoolClass } from "../../lib/model/people/people_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { requireClass, saveClass } from "../../lib/people/classes.ts";
import { staffToChoose } from "../../lib/people/directory.ts";
import { currentYear, yearsOf } from "../../lib/people/years.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { idOfMade, once } from "../edge_once.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import {
  CLASSES_PATH,
  classPath,
  NEW_CLASS_PATH,
  YEARS_PATH,
} from "../../lib/model/process/paths.ts";

/** `/classes/new`, `/classes/:id/edit` */
export function classEditPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/new", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const year = await currentYear(deps, user.schoolId);
    const values = { yearId: year?.id ?? "" };
    return await show(c, deps, { user, schoolClass: null, values, errors: [] });
  });

  app.post("/new", async (c) => {
    const user = requireMay(c, mayRunSchool);
    return await save(c, deps, user, null);
  });

  app.get("/:id/edit", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const schoolClass = await requireClass(deps, user, c.req.param("id"));
    const { name, yearId, grade, section, classTeacherId } = schoolClass;
    const values = { name, yearId, grade, section, classTeacherId: classTeacherId ?? "" };
    return await show(c, deps, { user, schoolClass, values, errors: [] });
  });

  app.post("/:id/edit", async (c) => {
    const user = requireMay(c, mayRunSchool);
    return await save(c, deps, user, await requireClass(deps, user, c.req.param("id")));
  });

  return app;
}

async function save(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  user: User,
  schoolClass: SchoolClass | null,
): Promise<Response> {
  const form = await readForm(c, ClassFormSchema);
  const { values } = form;
  if (!form.ok) return await show(c, deps, { user, schoolClass, values, errors: form.errors });
  try {
    const id = schoolClass === null ? { idOfNew: await idOfMade(c) } : { id: schoolClass.id };
    const saved = await saveClass(deps, user, { ...form.data, ...id });
    return c.redirect(
      `${classPath(saved.id)}?done=${schoolClass === null ? "added" : "saved"}`,
      303,
    );
  } catch (error) {
    return await show(c, deps, { user, schoolClass, values, errors: formErrors(error) });
  }
}

interface Shown {
  user: User;
  schoolClass: SchoolClass | null;
  values: FormValues;
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { user, schoolClass, values, errors }: Shown,
): Promise<Response> {
  const [years, teachers] = await Promise.all([
    yearsOf(deps, user.schoolId),
    staffToChoose(deps, user.schoolId),
  ]);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const back = schoolClass === null
    ? { href: CLASSES_PATH, label: "Classes" }
    : { href: classPath(schoolClass.id), label: schoolClass.name };
  const title = schoolClass === null ? "Add a class" : "Edit";
  const body = (
    <div class="narrow stack">
      <PageHead title={title} crumbs={[back]} />
      <ErrorSummary errors={errors} />
      {years.length === 0
        ? (
          <Banner action={<LinkButton href={YEARS_PATH}>Add a year</LinkButton>}>
            Classes belong to a year. Add the year first.
          </Banner>
        )
        : (
          <Form
            action={schoolClass === null ? NEW_CLASS_PATH : classPath(schoolClass.id, "edit")}
            hidden={schoolClass === null ? once() : {}}
          >
            <ClassFields
              values={values}
              errors={errors}
              years={years.map(option)}
              teachers={teachers.map(option)}
            />
            <div class="buttons">
              <Button look="primary">{schoolClass === null ? "Add" : "Save"}</Button>
              <LinkButton href={back.href} look="quiet">Cancel</LinkButton>
            </div>
          </Form>
        )}
      {schoolClass !== null && <Remove schoolClass={schoolClass} />}
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title, body, current: "classes", back, status });
}

function Remove({ schoolClass: { id, name } }: { schoolClass: SchoolClass }): VNode {
  return (
    <form method="post" action={classPath(id, "remove")}>
      <p class="hint">A class that was never used can be removed.</p>
      <Button look="danger">{`Remove ${isolated(name)}`}</Button>
    </form>
  );
}
