import { type Context, Hono } from "hono";
import { z } from "zod";
import { Banner } from "../../components/Banner.tsx";
import { LinkButton } from "../../components/Button.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Icon } from "../../components/icons.tsx";
import { Columns, Stack } from "../../components/Layout.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { ClassHead } from "../../components/people/ClassHead.tsx";
import { ClassWorkCard } from "../../components/people/ClassWork.tsx";
import { StudentsCard, TeachingsCard } from "../../components/people/ClassCards.tsx";
import { ClassList } from "../../components/people/ClassList.tsx";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { TeachingFormSchema } from "../../lib/people/class_form_schema.ts";
import type { ClassFile } from "../../lib/model/people/class_file.ts";
import { IdSchema } from "../../lib/model/process/common_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { Subject } from "../../lib/model/people/people_schema.ts";
import { isStaff, type User } from "../../lib/access/user.ts";
import { classFile, listClasses } from "../../lib/people/class_file.ts";
import { removeClass } from "../../lib/people/classes.ts";
import { staffToChoose } from "../../lib/people/directory.ts";
import { endEnrolment } from "../../lib/people/enrolments.ts";
import { addTeaching, removeTeaching } from "../../lib/people/teachings.ts";
import { subjectsOf } from "../../lib/people/years.ts";
import { mayRunSchool, maySeeSchool } from "../../lib/access/policy/school.ts";
import { maySeeEveryTest, maySeeNamedMarks } from "../../lib/access/policy/results.ts";
import { classWork } from "../../lib/results/class_work.ts";
import {
  type AppEnv,
  formErrors,
  type FormValues,
  readForm,
  readQuery,
  requireMay,
} from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import {
  CLASSES_PATH,
  classPath,
  NEW_CLASS_PATH,
  personPath,
} from "../../lib/model/process/paths.ts";

const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  added: "The class was added.",
  enrolled: "Added to the class.",
  out: "Taken out of the class.",
  teaching: "Added.",
  removed: "Removed.",
};

export type ClassPageDeps = PeoplePageDeps & MarkingDeps;

const QuerySchema = z.object({ subject: IdSchema.optional() });

/** `/classes`, `/classes/:id` */
export function classPages(deps: ClassPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, isStaff);
    const lines = await listClasses(deps, user);
    const mayAdd = mayRunSchool(user);
    const add = (
      <LinkButton look="primary" href={NEW_CLASS_PATH}>
        <Icon name="plus" size={18} />Add a class
      </LinkButton>
    );
    const body = (
      <>
        <PageHead title="Classes" actions={mayAdd && lines.length > 0 && add} />
        {c.req.query("done") === "removed" && <Banner tone="good">The class was removed.</Banner>}
        <ClassList lines={lines} mayAdd={mayAdd} own={!maySeeSchool(user)} />
      </>
    );
    return await page(c, deps, { title: "Classes", body, current: "classes" });
  });

  app.get("/:id", async (c) => await show(c, deps, { values: {}, errors: [] }));

  app.post("/:id/teachings", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const classId = c.req.param("id");
    const form = await readForm(c, TeachingFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    try {
      const { id } = await addTeaching(deps, user, { classId, ...form.data });
      return c.redirect(`${classPath(classId)}?done=teaching&added=${id}`, 303);
    } catch (error) {
      return await show(c, deps, { values, errors: formErrors(error) });
    }
  });

  app.post("/:id/teachings/:teachingId/remove", async (c) => {
    const user = requireMay(c, mayRunSchool);
    await removeTeaching(deps, user, c.req.param("teachingId"));
    return c.redirect(`${classPath(c.req.param("id"))}?done=removed`, 303);
  });

  app.post("/:id/students/:studentId/end", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const { id: classId, studentId } = c.req.param();
    const { from } = await c.req.parseBody();
    await endEnrolment(deps, user, { studentId, classId });
    const back = from === "person" ? personPath(studentId) : classPath(classId);
    return c.redirect(`${back}?done=out`, 303);
  });

  app.post("/:id/remove", async (c) => {
    await removeClass(deps, requireMay(c, mayRunSchool), c.req.param("id"));
    return c.redirect(`${CLASSES_PATH}?done=removed`, 303);
  });

  return app;
}

interface Shown {
  values: FormValues;
  errors: readonly FieldError[];
}

async function show(
  c: Context<AppEnv>,
  deps: ClassPageDeps,
  { values, errors }: Shown,
): Promise<Response> {
  const user = requireMay(c, isStaff);
  const { subject: subjectId } = readQuery(c, QuerySchema);
  const file = await classFile(deps, user, c.req.param("id")!);
  const { schoolClass: { id: classId, name } } = file;
  const [teachers, subjects, work] = await Promise.all([
    file.mayChange ? staffToChoose(deps, user.schoolId) : [],
    file.mayChange ? subjectsOf(deps, user.schoolId) : [],
    maySeeNamedMarks(user) ? classWork(deps, user, { classId, subjectId }) : null,
  ]);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const done = DONE[c.req.query("done") ?? ""];
  const added = c.req.query("added") ?? null;
  const shown = work !== null && (work.tests.length > 0 || subjectId !== undefined);
  const taught = (
    <TeachingsCard
      file={file}
      added={added}
      teachers={teachers.map(option)}
      subjects={subjects.map(option)}
      values={values}
      errors={errors}
    />
  );
  const results = work !== null && (
    <ClassWorkCard
      work={work}
      className={name}
      subjects={subjectsSeen(file, user)}
      locale={user.locale}
    />
  );
  const body = (
    <>
      <ClassHead file={file} current="students" added={c.req.query("done") === "added"} />
      <Stack>
        <ErrorSummary errors={errors} />
        {done && errors.length === 0 && <Banner tone="good">{done}</Banner>}
        {shown && !file.mayChange && results}
        {shown && work.tests.length > 0 && !file.mayChange ? taught : (
          <Columns>
            <StudentsCard file={file} added={added} />
            {taught}
          </Columns>
        )}
        {shown && file.mayChange && results}
      </Stack>
    </>
  );
  return await page(c, deps, {
    title: name,
    body,
    current: "classes",
    back: { href: CLASSES_PATH, label: "Classes" },
    status: errors.length > 0 ? 400 : 200,
  });
}

/** Subjects whose tests the reader may see: all for the class teacher and the office, else those taught here. */
function subjectsSeen({ teachings, classTeacher }: ClassFile, user: User): Subject[] {
  const all = maySeeEveryTest(user, classTeacher?.id === user.id);
  const seen = teachings.filter(({ teacher }) => all || teacher.id === user.id);
  return [...new Map(seen.map(({ subject }) => [subject.id, subject])).values()];
}
