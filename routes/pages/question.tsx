import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import QuestionEditor from "../../islands/QuestionEditor.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { Form } from "../../components/FormPage.tsx";
import { Hidden } from "../../components/Hidden.tsx";
import { Columns, Stack } from "../../components/Layout.tsx";
import { Menu, MenuItem } from "../../components/Menu.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { QuestionFacts } from "../../components/QuestionFacts.tsx";
import { QuestionHistory } from "../../components/QuestionHistory.tsx";
import { QuestionState } from "../../components/QuestionList.tsx";
import { Rendered } from "../../components/Rendered.tsx";
import { LANGUAGES } from "../../lib/model/questions/languages.ts";
import { QuestionActFormSchema } from "../../lib/questions/authoring_form_schema.ts";
import type { TeacherQuestion } from "../../lib/model/questions/authoring_schema.ts";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import type { User } from "../../lib/access/user.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { questionHistory } from "../../lib/questions/history.ts";
import { readPageWork } from "../../lib/questions/page_work.ts";
import { deleteQuestion } from "../../lib/questions/remove.ts";
import { subjectNames } from "../../lib/questions/subjects.ts";
import { type QuestionUsage, questionUsage } from "../../lib/questions/usage.ts";
import { teacherQuestion } from "../../lib/questions/view.ts";
import { duplicateQuestion, updateQuestion } from "../../lib/questions/write.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, readForm, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { renderQuestion } from "../edge_question.tsx";
import { idOfMade, once } from "../edge_once.ts";
import { questionPath, QUESTIONS_PATH, testPath } from "../../lib/model/process/paths.ts";

type QuestionPageDeps = PageDeps & AuthoringDeps;

const BACK = { href: QUESTIONS_PATH, label: "Questions" };

/** `/questions/:id`, `/questions/:id/edit`, `/questions/:id/delete` */
export function oneQuestionPages(deps: QuestionPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => {
    const it = { user: requireUser(c), questionId: c.req.param("id") };
    const question = await teacherQuestion(deps, it);
    return await show(c, deps, { user: it.user, question });
  });

  app.get("/:id/edit", async (c) => {
    const it = { user: requireUser(c), questionId: c.req.param("id") };
    const work = await readPageWork(deps, it);
    if (!work.mayEdit) throw notFound();
    const at = { slotId: "preview", number: 1, maxMark: work.content.defaultMark };
    const { html } = await renderQuestion(work.content, at, it.user.locale);
    const body = (
      <QuestionEditor
        work={work}
        previewHtml={html}
        personId={it.user.id}
        languages={LANGUAGES}
        style={await styleOf(deps, it.user)}
      />
    );
    return await page(c, deps, {
      title: work.headVersion === 0 ? "New question" : "Edit question",
      body,
      current: "questions",
      rail: true,
      width: "flush",
      css: ["maths.css"],
      back: BACK,
    });
  });

  app.post("/:id", async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c), questionId: c.req.param("id") };
    const form = await readForm(c, QuestionActFormSchema);
    if (!form.ok) throw new DomainError("invalid", "Choose what to do");
    return c.redirect(await act(deps, it, form.data.act), 303);
  });

  app.get("/:id/delete", async (c) => {
    const it = { user: requireUser(c), questionId: c.req.param("id") };
    const question = await teacherQuestion(deps, it);
    if (!question.mayEdit) throw notFound();
    const body = <DeleteQuestion question={question} />;
    return await page(c, deps, {
      title: "Delete question",
      body,
      current: "questions",
      back: BACK,
    });
  });

  return app;
}

async function act(
  deps: QuestionPageDeps,
  it: { user: User; id: string | undefined; questionId: string },
  name: "copy" | "retire" | "activate" | "delete",
): Promise<string> {
  if (name === "copy") return questionPath((await duplicateQuestion(deps, it)).question.id, "edit");
  if (name === "delete") {
    await deleteQuestion(deps, it);
    return QUESTIONS_PATH;
  }
  const state = name === "retire" ? "retired" : "active";
  await updateQuestion(deps, { ...it, change: { state } });
  return questionPath(it.questionId);
}

async function show(
  c: Context<AppEnv>,
  deps: QuestionPageDeps,
  { user, question }: { user: User; question: TeacherQuestion },
): Promise<Response> {
  const it = { user, questionId: question.id };
  const [usage, history, subjects, style] = await Promise.all([
    questionUsage(deps, it),
    questionHistory(deps, it),
    subjectNames(deps, user),
    styleOf(deps, user),
  ]);
  const body = (
    <>
      <PageHead
        title={<span dir="auto">{question.title || "Not finished"}</span>}
        crumbs={[BACK]}
        badge={<QuestionState row={question} />}
        actions={<QuestionActs question={question} editHref={editHref(question, usage)} />}
      />
      <Columns kind="aside">
        <Stack>
          <Card title="As a student sees it" id="view">
            <StudentSide html={await previewOf(question, user)} />
          </Card>
          <QuestionFacts question={question} usage={usage} subjects={subjects} />
        </Stack>
        <Card title="Versions" id="versions">
          <QuestionHistory versions={history} style={style} />
        </Card>
      </Columns>
    </>
  );
  return await page(c, deps, {
    title: question.title || "Question",
    body,
    current: "questions",
    css: ["maths.css"],
    back: BACK,
  });
}

async function previewOf({ version }: TeacherQuestion, user: User): Promise<string | null> {
  if (version === null) return null;
  const at = { slotId: "view", number: 1, maxMark: version.content.defaultMark };
  return (await renderQuestion(version.content, at, user.locale)).html;
}

function StudentSide({ html }: { html: string | null }): VNode {
  if (html === null) return <p>Nothing yet: the question was never finished.</p>;
  return <Rendered html={html} />;
}

/** A question that was begun in a test and never finished is written there. */
function editHref({ id, headVersion }: TeacherQuestion, { tests }: QuestionUsage): string {
  const [test] = tests;
  return headVersion === 0 && test ? testPath(test.id) : questionPath(id, "edit");
}

function QuestionActs(
  { question, editHref }: { question: TeacherQuestion; editHref: string },
): VNode {
  const { id, mayEdit, state, headVersion } = question;
  const form = "question-acts";
  return (
    <>
      <form id={form} method="post" action={questionPath(id)} hidden>
        <Hidden values={once()} />
      </form>
      {mayEdit && <LinkButton look="primary" href={editHref}>Edit</LinkButton>}
      {headVersion > 0 && <Button form={form} name="act" value="copy">Duplicate</Button>}
      {mayEdit && (
        <Menu id="more" label="More" icon>
          {state === "active"
            ? <MenuItem form={form} name="act" value="retire">Retire</MenuItem>
            : <MenuItem form={form} name="act" value="activate">Use again</MenuItem>}
          <MenuItem href={questionPath(id, "delete")} danger>Delete</MenuItem>
        </Menu>
      )}
    </>
  );
}

function DeleteQuestion({ question }: { question: TeacherQuestion }): VNode {
  const { id, usedIn } = question;
  const tests = usedIn === 1 ? "A test holds" : `${usedIn} tests hold`;
  return (
    <div class="narrow stack">
      <PageHead
        title="Delete this question?"
        crumbs={[BACK]}
        sub={usedIn > 0
          ? `${tests} it, so it cannot be deleted. Retire it instead.`
          : "Nobody can get it back."}
      />
      <p dir="auto">{question.title}</p>
      <Form action={questionPath(id)} hidden={{ act: usedIn > 0 ? "retire" : "delete" }}>
        <div class="buttons">
          {usedIn > 0
            ? <Button>Retire the question</Button>
            : <Button look="danger">Delete the question</Button>}
          <LinkButton href={questionPath(id)}>Keep it</LinkButton>
        </div>
      </Form>
    </div>
  );
}
