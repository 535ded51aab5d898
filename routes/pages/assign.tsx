import { Hono } from "hono";
import { AssignFields } from "../../components/AssignFields.tsx";
import { ErrorSummary } from "../../components/ErrorSummary.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { assign, type AssignmentDeps } from "../../lib/assignments/assignments.ts";
import { givenBefore } from "../../lib/assignments/given_before.ts";
import { readAssignForm } from "../../lib/assignments/assign_form.ts";
import { type AssignForm, AssignFormSchema } from "../../lib/assignments/assign_form_schema.ts";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import type { Exam } from "../../lib/model/exams/exam_schema.ts";
import { formatDate } from "../../lib/model/text/format.ts";
import { localTime } from "../../lib/model/process/school_time.ts";
import type { User } from "../../lib/access/user.ts";
import { requireExam } from "../../lib/exams/access.ts";
import { schoolOf } from "../../lib/people/schools.ts";
import { studentsOf, taughtClasses } from "../../lib/access/relations.ts";
import { titleText } from "../../lib/rich_text/rich_text.ts";
import { mayAuthor } from "../../lib/access/policy/authoring.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import type { Context } from "hono";
import { idOfMade, once } from "../edge_once.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { assignmentPath, testPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

export type AssignPageDeps = PageDeps & AssignmentDeps;

/** `/tests/:id/assign` */
export function assignPages(deps: AssignPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/assign", async (c) => {
    const user = requireMay(c, mayAuthor);
    return await show(c, deps, {
      user,
      exam: await requireExam(deps, user, c.req.param("id")),
      values: {},
      errors: [],
    });
  });

  app.post("/:id/assign", async (c) => {
    const user = requireMay(c, mayAuthor);
    const exam = await requireExam(deps, user, c.req.param("id"));
    const form = await readForm(c, AssignFormSchema);
    if (!form.ok) {
      return await show(c, deps, { user, exam, values: form.values, errors: form.errors });
    }
    const school = await schoolOf(deps, user);
    try {
      const { audience, rules } = readAssignForm(form.data, {
        timeZone: school!.timeZone,
        review: school!.review,
      });
      const made = { user, id: await idOfMade(c), examId: exam.id };
      const { id } = await assign(deps, { ...made, audience, rules });
      return c.redirect(`${assignmentPath(id, "room")}?done=assigned`, 303);
    } catch (error) {
      return await show(c, deps, {
        user,
        exam,
        values: form.values,
        errors: isNotTaught(error) ? [notTaught(form.data)] : formErrors(error),
        chosen: form.data.studentId,
      });
    }
  });

  return app;
}

/** The test is there: it is the class or a student that is not. */
function isNotTaught(error: unknown): boolean {
  return error instanceof DomainError && error.code === "not_found";
}

function notTaught({ audience }: AssignForm): FieldError {
  return audience === "people"
    ? { path: "studentId", message: "Choose students whom you teach" }
    : { path: "audience", message: "Choose a class that you teach" };
}

interface Shown {
  user: User;
  exam: Exam;
  values: FormValues;
  errors: FieldError[];
  chosen?: string[];
}

async function show(
  c: Context<AppEnv>,
  deps: AssignPageDeps,
  { user, exam, values, errors, chosen = [] }: Shown,
): Promise<Response> {
  const [classes, before, school] = await Promise.all([
    taughtClasses(deps, user),
    givenBefore(deps, { schoolId: user.schoolId, examId: exam.id }),
    schoolOf(deps, user),
  ]);
  const groups = await Promise.all(classes.map(async ({ id, name }) => ({
    id,
    name,
    students: (await studentsOf(deps, user.schoolId, id)).map((it) => ({
      id: it.id,
      name: it.name,
    })),
  })));
  const timeZone = school?.timeZone ?? "UTC";
  const day = (at: number) => formatDate(at, { locale: user.locale, timeZone }, { year: true });
  const body = (
    <div class="narrow stack">
      <PageHead
        title="Assign"
        crumbs={[{ label: "Tests", href: TESTS_PATH }, {
          label: titleText(exam.title),
          href: testPath(exam.id),
        }]}
        sub={exam.publishedVersion === null
          ? "Publish the test before you assign it."
          : `Version ${exam.publishedVersion} of ${isolated(titleText(exam.title))}`}
      />
      <ErrorSummary errors={errors} />
      <AssignFields
        action={testPath(exam.id, "assign")}
        hidden={once()}
        groups={groups}
        givenOn={new Map([...before].map(([classId, { opensAt }]) => [classId, day(opensAt)]))}
        values={{ opensAt: localTime(deps.now() + 300_000, timeZone), ...values }}
        errors={errors}
        chosen={chosen}
        timeZone={timeZone}
        mayAssign={exam.publishedVersion !== null}
      />
    </div>
  );
  return await page(c, deps, {
    title: `Assign ${isolated(titleText(exam.title))}`,
    body,
    current: "tests",
    status: errors.length > 0 ? 400 : 200,
    back: { href: testPath(exam.id), label: titleText(exam.title) },
  });
}
