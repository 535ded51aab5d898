import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import { TestList } from "../../components/TestList.tsx";
import { TestViews } from "../../components/TestViews.tsx";
import { TextField } from "../../components/TextField.tsx";
import { requireExam } from "../../lib/exams/access.ts";
import { copyExam, createExam } from "../../lib/exams/create.ts";
import { examPage, givenRow } from "../../lib/exams/exam_page.ts";
import { archiveExam, deleteExam, restoreExam } from "../../lib/exams/states.ts";
import { NewTestFormSchema, TestActFormSchema } from "../../lib/questions/authoring_form_schema.ts";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import { mayAuthor } from "../../lib/access/policy/authoring.ts";
import type { User } from "../../lib/access/user.ts";
import { requireAuthor } from "../../lib/questions/access.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { subjectNames } from "../../lib/questions/subjects.ts";
import { titleText } from "../../lib/rich_text/rich_text.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireUser } from "../edge.tsx";
import { idOfMade, once } from "../edge_once.ts";
import { page, type PageDeps } from "../edge_page.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { NEW_TEST_PATH, testPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

export type TestPageDeps = PageDeps & AuthoringDeps;

/** `/tests`, `/tests/new`, `/tests/:id/delete`; a student's `/tests` is another file's. */
export function testPages(deps: TestPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c, next) => {
    const user = requireUser(c);
    if (!mayAuthor(user)) return await next();
    return await showList(c, deps, { user, refused: null });
  });

  app.get("/new", async (c) => {
    requireAuthor(requireUser(c));
    return await showNew(c, deps, { values: {}, errors: [] });
  });

  app.post("/new", async (c) => {
    const user = requireUser(c);
    requireAuthor(user);
    const form = await readForm(c, NewTestFormSchema);
    if (!form.ok) return await showNew(c, deps, form);
    try {
      const { id } = await createExam(deps, { user, id: await idOfMade(c), ...form.data });
      return c.redirect(testPath(id), 303);
    } catch (error) {
      return await showNew(c, deps, { values: form.values, errors: formErrors(error) });
    }
  });

  app.post("/:id", async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c), examId: c.req.param("id") };
    const form = await readForm(c, TestActFormSchema);
    if (!form.ok) throw new DomainError("invalid", "Choose what to do");
    try {
      return c.redirect(await act(deps, it, form.data.act), 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
      return await showList(c, deps, { user: it.user, refused: error.message });
    }
  });

  app.get("/:id/delete", async (c) => {
    const exam = await requireExam(deps, requireUser(c), c.req.param("id"));
    const body = (
      <div class="narrow stack">
        <PageHead
          title={`Delete "${isolated(titleText(exam.title))}"?`}
          crumbs={[{ label: "Tests", href: TESTS_PATH }]}
          sub="Nobody can get it back. Its questions stay in the bank."
        />
        <Form action={testPath(exam.id)} hidden={{ act: "delete" }}>
          <div class="buttons">
            <Button look="danger">Delete the test</Button>
            <LinkButton href={TESTS_PATH}>Keep it</LinkButton>
          </div>
        </Form>
      </div>
    );
    const back = { href: TESTS_PATH, label: "Tests" };
    return await page(c, deps, {
      title: `Delete ${isolated(titleText(exam.title))}`,
      body,
      current: "tests",
      back,
    });
  });

  return app;
}

/** Does it, and returns where to go on. */
async function act(
  deps: TestPageDeps,
  it: { user: User; id: string | undefined; examId: string },
  name: "copy" | "archive" | "restore" | "delete",
): Promise<string> {
  switch (name) {
    case "copy":
      return testPath((await copyExam(deps, it)).id);
    case "archive":
      await archiveExam(deps, it);
      return TESTS_PATH;
    case "restore":
      await restoreExam(deps, it);
      return TESTS_PATH;
    case "delete":
      await deleteExam(deps, it);
      return TESTS_PATH;
  }
}

async function showList(
  c: Context<AppEnv>,
  deps: TestPageDeps,
  { user, refused }: { user: User; refused: string | null },
): Promise<Response> {
  const archived = c.req.query("archived") === "true";
  const after = c.req.query("after");
  const [{ exams, next }, subjects, style] = await Promise.all([
    examPage(deps, { user, archived, after }),
    subjectNames(deps, user),
    styleOf(deps, user),
  ]);
  const rows = await Promise.all(exams.map((exam) => givenRow(deps, exam)));
  const nextQuery = new URLSearchParams({
    ...(archived && { archived: "true" }),
    ...(next !== null && { after: next }),
  });
  const body = (
    <div class="stack">
      <PageHead title="Tests" actions={<NewTestButton />} />
      {refused && <Banner tone="warn" title={`${refused}.`} />}
      <div>
        <TestViews current={archived ? "archived" : "written"} />
      </div>
      {rows.length === 0 && next === null && <NoTests archived={archived} />}
      {rows.length > 0 && (
        <TestList
          rows={rows.map((row) => ({ ...row, title: titleText(row.title) }))}
          subjects={subjects}
          userId={user.id}
          style={style}
          now={deps.now()}
          hidden={once()}
        />
      )}
      <Pager next={next === null ? null : `${TESTS_PATH}?${nextQuery}`} />
    </div>
  );
  const status = refused === null ? 200 : 409;
  return await page(c, deps, { title: "Tests", body, current: "tests", status });
}

function NewTestButton(): VNode {
  return (
    <LinkButton look="primary" href={NEW_TEST_PATH}>
      <Icon name="plus" size={18} /> New test
    </LinkButton>
  );
}

function NoTests({ archived }: { archived: boolean }): VNode {
  if (archived) return <EmptyState title="Nothing is archived." />;
  return <EmptyState title="Write your first test." action={<NewTestButton />} />;
}

async function showNew(
  c: Context<AppEnv>,
  deps: TestPageDeps,
  { values, errors }: { values: FormValues; errors: FieldError[] },
): Promise<Response> {
  const subjects = await subjectNames(deps, requireUser(c));
  const body = (
    <div class="narrow stack">
      <PageHead title="New test" crumbs={[{ label: "Tests", href: TESTS_PATH }]} />
      <ErrorSummary errors={errors} />
      <Form action={NEW_TEST_PATH} hidden={once()}>
        <TextField
          name="title"
          label="Title"
          hint="Students see it."
          error={errorFor(errors, "title")}
          value={values["title"] ?? ""}
          most={200}
        />
        <SelectField
          name="subjectId"
          label="Subject"
          optional
          error={errorFor(errors, "subjectId")}
          empty="No subject"
          options={[...subjects].map(([value, label]) => ({ value, label }))}
          value={values["subjectId"] ?? ""}
        />
        <div class="buttons">
          <Button look="primary">Write the questions</Button>
        </div>
      </Form>
    </div>
  );
  return await page(c, deps, {
    title: "New test",
    body,
    current: "tests",
    status: errors.length > 0 ? 400 : 200,
    back: { href: TESTS_PATH, label: "Tests" },
  });
}
