import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Button, LinkButton } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Form } from "../../components/FormPage.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { QuestionFilters } from "../../components/QuestionFilters.tsx";
import { QuestionList } from "../../components/QuestionList.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import { NewQuestionFormSchema } from "../../lib/questions/authoring_form_schema.ts";
import { QuestionQuerySchema } from "../../lib/questions/authoring_input_schema.ts";
import type { BankRow } from "../../lib/model/questions/authoring_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { KINDS } from "../../lib/model/questions/kind_names.ts";
import { requireAuthor } from "../../lib/questions/access.ts";
import { defaultBank, listBanks } from "../../lib/questions/banks.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { startQuestion } from "../../lib/questions/page_work.ts";
import { examIdsUsing } from "../../lib/questions/remove.ts";
import { subjectNames } from "../../lib/questions/subjects.ts";
import { bankRow, questionPage } from "../../lib/questions/view.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, badInput, readForm, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { idOfMade, once } from "../edge_once.ts";
import {
  BANKS_PATH,
  NEW_QUESTION_PATH,
  questionPath,
  QUESTIONS_PATH,
} from "../../lib/model/process/paths.ts";

export type QuestionPageDeps = PageDeps & AuthoringDeps;

/** `/questions`, `/questions/new` */
export function questionPages(deps: QuestionPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    requireAuthor(requireUser(c));
    return await showList(c, deps);
  });

  app.get("/new", async (c) => {
    const user = requireUser(c);
    await defaultBank(deps, user);
    const banks = (await listBanks(deps, user)).map((bank) => bankRow(user, bank));
    const body = <NewQuestion banks={banks.filter(({ mayEdit }) => mayEdit)} />;
    const back = { href: QUESTIONS_PATH, label: "Questions" };
    return await page(c, deps, { title: "New question", body, current: "questions", back });
  });

  app.post("/new", async (c) => {
    const user = requireUser(c);
    requireAuthor(user);
    const form = await readForm(c, NewQuestionFormSchema);
    if (!form.ok) throw new DomainError("invalid", "Choose a kind of question");
    const { kind, bankId } = form.data;
    const made = { user, id: await idOfMade(c), kind, bankId: bankId ?? undefined };
    const { id } = await startQuestion(deps, made);
    return c.redirect(questionPath(id, "edit"), 303);
  });

  return app;
}

async function showList(c: Context<AppEnv>, deps: QuestionPageDeps): Promise<Response> {
  const user = requireUser(c);
  const query = readFilters(c);
  const { after, limit, ...filter } = query;
  const [found, banks, subjects, style] = await Promise.all([
    questionPage(deps, { user, filter, after, limit }),
    listBanks(deps, user),
    subjectNames(deps, user),
    styleOf(deps, user),
  ]);
  const used = new Map(
    await Promise.all(found.items.map(async ({ id }): Promise<[string, number]> => {
      const exams = await examIdsUsing(deps, { schoolId: user.schoolId, id });
      return [id, exams.length];
    })),
  );
  const values = Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  );
  const rows = banks.map((bank) => bankRow(user, bank));
  const next = found.next && `?${new URLSearchParams({ ...values, after: found.next })}`;
  const body = (
    <div class="stack">
      <PageHead title="Questions" actions={<ListActs />} />
      <QuestionFilters values={values} banks={rows} subjects={subjects} />
      {found.items.length === 0
        ? <NoQuestions filtered={Object.keys(values).length > 0} />
        : (
          <QuestionList
            rows={found.items}
            banks={rows}
            used={used}
            style={style}
            now={deps.now()}
          />
        )}
      <Pager next={next} />
    </div>
  );
  return await page(c, deps, { title: "Questions", body, current: "questions" });
}

/** An empty field of the form is no filter. */
function readFilters(c: Context<AppEnv>): ReturnType<typeof QuestionQuerySchema.parse> {
  const given = Object.entries(c.req.query()).filter(([, value]) => value.trim() !== "");
  const result = QuestionQuerySchema.safeParse(Object.fromEntries(given));
  if (!result.success) throw badInput(result.error);
  return result.data;
}

function ListActs(): VNode {
  return (
    <>
      <LinkButton href={BANKS_PATH}>Banks</LinkButton>
      <NewButton />
    </>
  );
}

function NewButton(): VNode {
  return (
    <LinkButton look="primary" href={NEW_QUESTION_PATH}>
      <Icon name="plus" size={18} /> New question
    </LinkButton>
  );
}

function NoQuestions({ filtered }: { filtered: boolean }): VNode {
  if (!filtered) return <EmptyState title="Write your first question." action={<NewButton />} />;
  const clear = <LinkButton href={QUESTIONS_PATH}>Clear</LinkButton>;
  return <EmptyState title="No question matches." action={clear} />;
}

function NewQuestion({ banks }: { banks: readonly BankRow[] }): VNode {
  return (
    <div class="narrow stack">
      <PageHead title="New question" crumbs={[{ label: "Questions", href: QUESTIONS_PATH }]} />
      <Form action={NEW_QUESTION_PATH} hidden={once()}>
        <SelectField name="kind" label="Kind" options={KINDS} value="choice_one" />
        <SelectField
          name="bankId"
          label="Bank"
          options={banks.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div class="buttons">
          <Button look="primary">Write it</Button>
        </div>
      </Form>
    </div>
  );
}
