import { type Context, Hono } from "hono";
import { LinkButton } from "../../components/Button.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { PickPeople } from "../../components/people/PickPeople.tsx";
import { EnrolFormSchema } from "../../lib/people/class_form_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { requireClass } from "../../lib/people/classes.ts";
import { listPeople } from "../../lib/people/directory.ts";
import { classesOfStudents, enrol } from "../../lib/people/enrolments.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { CLASSES_PATH, classPath, NEW_PERSON_PATH } from "../../lib/model/process/paths.ts";

/** `/classes/:id/students`: puts students into a class. */
export function classStudentsPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/students", async (c) => {
    const q = c.req.query("q") ?? "";
    return await show(c, deps, { classId: c.req.param("id"), q, chosen: [], errors: [] });
  });

  app.post("/:id/students", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const classId = c.req.param("id");
    const form = await readForm(c, EnrolFormSchema);
    const { q = "" } = form.values;
    if (!form.ok) return await show(c, deps, { classId, q, chosen: [], errors: form.errors });
    const { studentId: chosen } = form.data;
    try {
      for (const studentId of chosen) await enrol(deps, user, { studentId, classId });
    } catch (error) {
      return await show(c, deps, { classId, q, chosen, errors: formErrors(error) });
    }
    return c.redirect(`${classPath(classId)}?done=enrolled&added=${chosen[0]}`, 303);
  });

  return app;
}

interface Shown {
  classId: string;
  q: string;
  chosen: readonly string[];
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { classId, q, chosen, errors }: Shown,
): Promise<Response> {
  const user = requireMay(c, mayRunSchool);
  const schoolClass = await requireClass(deps, user, classId);
  const { items, next } = await listPeople(deps, user, { q, role: "student", limit: 60 });
  const classesOf = await classesOfStudents(deps, user, items.map(({ id }) => id));
  const back = { href: classPath(classId), label: schoolClass.name };
  const body = (
    <div class="narrow">
      <PageHead
        title={`Add students to ${isolated(schoolClass.name)}`}
        crumbs={[{ href: CLASSES_PATH, label: "Classes" }, back]}
        actions={
          <LinkButton href={`${NEW_PERSON_PATH}?role=student&class=${classId}`}>
            New student
          </LinkButton>
        }
      />
      <PickPeople
        action={classPath(classId, "students")}
        legend="Students"
        name="studentId"
        many
        people={items.filter(({ id }) => !classesOf.get(id)!.some((it) => it.id === classId))}
        hintOf={({ id }) =>
          classesOf.get(id)!.map(({ name }) => `Now in ${isolated(name)}`).join(", ")}
        q={q}
        chosen={chosen}
        errors={errors}
        submit="Add"
        empty="Everybody found is in this class, or nobody has this name."
        more={next !== null}
      />
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: schoolClass.name, body, current: "classes", back, status });
}
