import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { LinkButton } from "../../components/Button.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Icon } from "../../components/icons.tsx";
import { Columns, Stack } from "../../components/Layout.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { StudentsCard, TeachingsCard } from "../../components/people/ClassCards.tsx";
import { ClassList } from "../../components/people/ClassList.tsx";
import { TeachingFormSchema } from "../../lib/model/class_form_schema.ts";
import type { ClassFile } from "../../lib/model/class_file.ts";
import type { FieldError } from "../../lib/model/errors.ts";
import { classFile, listClasses } from "../../lib/people/class_file.ts";
import { removeClass } from "../../lib/people/classes.ts";
import { staffToChoose } from "../../lib/people/directory.ts";
import { endEnrolment } from "../../lib/people/enrolments.ts";
import { addTeaching, removeTeaching } from "../../lib/people/teachings.ts";
import { subjectsOf } from "../../lib/people/years.ts";
import { mayRunSchool } from "../../lib/policy.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireRole } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text_signs.ts";

const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  enrolled: "Added to the class.",
  out: "Taken out of the class.",
  teaching: "Added.",
  removed: "Removed.",
};

/** `/classes`, `/classes/:id` */
export function classPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireRole(c, "school_admin", "principal", "teacher");
    const lines = await listClasses(deps, user);
    const mayAdd = mayRunSchool(user);
    const add = (
      <LinkButton look="primary" href="/classes/new">
        <Icon name="plus" size={18} />Add a class
      </LinkButton>
    );
    const body = (
      <>
        <PageHead title="Classes" actions={mayAdd && lines.length > 0 && add} />
        {c.req.query("done") === "removed" && <Banner tone="good">The class was removed.</Banner>}
        <ClassList lines={lines} mayAdd={mayAdd} own={user.role === "teacher"} />
      </>
    );
    return await page(c, deps, { title: "Classes", body, current: "classes" });
  });

  app.get("/:id", async (c) => await show(c, deps, { values: {}, errors: [] }));

  app.post("/:id/teachings", async (c) => {
    const user = requireRole(c, "school_admin");
    const classId = c.req.param("id");
    const form = await readForm(c, TeachingFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    try {
      await addTeaching(deps, user, { classId, ...form.data });
    } catch (error) {
      return await show(c, deps, { values, errors: formErrors(error) });
    }
    return c.redirect(`/classes/${classId}?done=teaching`, 303);
  });

  app.post("/:id/teachings/:teachingId/remove", async (c) => {
    const user = requireRole(c, "school_admin");
    await removeTeaching(deps, user, c.req.param("teachingId"));
    return c.redirect(`/classes/${c.req.param("id")}?done=removed`, 303);
  });

  app.post("/:id/students/:studentId/end", async (c) => {
    const user = requireRole(c, "school_admin");
    const { id: classId, studentId } = c.req.param();
    const { from } = await c.req.parseBody();
    await endEnrolment(deps, user, { studentId, classId });
    const back = from === "person" ? `/people/${studentId}` : `/classes/${classId}`;
    return c.redirect(`${back}?done=out`, 303);
  });

  app.post("/:id/remove", async (c) => {
    await removeClass(deps, requireRole(c, "school_admin"), c.req.param("id"));
    return c.redirect("/classes?done=removed", 303);
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
  const user = requireRole(c, "school_admin", "principal", "teacher");
  const file = await classFile(deps, user, c.req.param("id")!);
  const [teachers, subjects] = file.mayChange
    ? await Promise.all([
      staffToChoose(deps, user.schoolId),
      subjectsOf(deps, user.schoolId),
    ])
    : [[], []];
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const done = DONE[c.req.query("done") ?? ""];
  const body = (
    <>
      <ClassHead file={file} />
      <Stack>
        <ErrorSummary errors={errors} />
        {done && errors.length === 0 && <Banner tone="good">{done}</Banner>}
        <Columns>
          <StudentsCard file={file} />
          <TeachingsCard
            file={file}
            teachers={teachers.map(option)}
            subjects={subjects.map(option)}
            values={values}
            errors={errors}
          />
        </Columns>
      </Stack>
    </>
  );
  return await page(c, deps, {
    title: file.schoolClass.name,
    body,
    current: "classes",
    back: { href: "/classes", label: "Classes" },
    status: errors.length > 0 ? 400 : 200,
  });
}

function ClassHead({ file }: { file: ClassFile }): VNode {
  const { schoolClass, yearName, classTeacher, mayChange } = file;
  const teacher = classTeacher === null
    ? "no class teacher"
    : `class teacher ${isolated(classTeacher.name)}`;
  return (
    <PageHead
      title={schoolClass.name}
      crumbs={[{ label: "Classes", href: "/classes" }]}
      sub={`${isolated(yearName)}, ${isolated(teacher)}`}
      actions={mayChange && <LinkButton href={`/classes/${schoolClass.id}/edit`}>Edit</LinkButton>}
    />
  );
}
