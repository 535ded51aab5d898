import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { Banner } from "../../components/Banner.tsx";
import { Card } from "../../components/Card.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { SelectField, type SelectOption } from "../../components/SelectField.tsx";
import { TextField } from "../../components/TextField.tsx";
import { NewBankFormSchema } from "../../lib/questions/authoring_form_schema.ts";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import type { QuestionBank } from "../../lib/model/questions/question_schema.ts";
import { createBank, defaultBank, listBanks, updateBank } from "../../lib/questions/banks.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { subjectNames } from "../../lib/questions/subjects.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { idOfMade, once } from "../edge_once.ts";
import { bankPath, BANKS_PATH, QUESTIONS_PATH } from "../../lib/model/process/paths.ts";

type BankPageDeps = PageDeps & AuthoringDeps;

interface Failed {
  /** `new` for the form of a new bank. */
  bankId: string;
  values: FormValues;
  errors: FieldError[];
}

/** `/questions/banks` */
export function bankPages(deps: BankPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => await show(c, deps, null));

  app.post("/", async (c) => {
    const user = requireUser(c);
    const id = await idOfMade(c);
    return await save(c, deps, "new", (details) => createBank(deps, { user, id, ...details }));
  });

  app.post("/:id", async (c) => {
    const it = { user: requireUser(c), bankId: c.req.param("id") };
    return await save(c, deps, it.bankId, (change) => updateBank(deps, { ...it, change }));
  });

  return app;
}

async function save(
  c: Context<AppEnv>,
  deps: BankPageDeps,
  bankId: string,
  act: (details: Pick<QuestionBank, "name" | "subjectId" | "sharing">) => Promise<QuestionBank>,
): Promise<Response> {
  const form = await readForm(c, NewBankFormSchema);
  if (!form.ok) return await show(c, deps, { bankId, ...form });
  try {
    const { id } = await act(form.data);
    return c.redirect(`${BANKS_PATH}?done=saved&added=${id}`, 303);
  } catch (error) {
    const taken = error instanceof DomainError && error.reason === "name_taken";
    const errors = taken
      ? [{ path: "name", message: "You have a bank of this name" }]
      : formErrors(error);
    return await show(c, deps, { bankId, values: form.values, errors });
  }
}

async function show(
  c: Context<AppEnv>,
  deps: BankPageDeps,
  failed: Failed | null,
): Promise<Response> {
  const user = requireUser(c);
  await defaultBank(deps, user);
  const [banks, subjects] = await Promise.all([listBanks(deps, user), subjectNames(deps, user)]);
  const options = [...subjects].map(([value, label]) => ({ value, label }));
  const own = banks.filter(({ ownerId }) => ownerId === user.id);
  const fields = (bankId: string, values: FormValues) => {
    const at = failed?.bankId === bankId ? failed : null;
    return (
      <BankForm
        id={bankId}
        values={at?.values ?? values}
        errors={at?.errors ?? []}
        subjects={options}
      />
    );
  };
  const body = (
    <div class="narrow stack">
      <PageHead title="Banks" crumbs={[{ label: "Questions", href: QUESTIONS_PATH }]} />
      {c.req.query("done") === "saved" && failed === null && <Banner tone="good">Saved.</Banner>}
      <ErrorSummary
        errors={failed?.errors ?? []}
        idOf={(path) => `${failed?.bankId ?? "new"}-${path}`}
      />
      {own.map(({ id, name, subjectId, sharing }) => (
        <Card
          key={id}
          title={name}
          id={`bank-${id}`}
          added={id === c.req.query("added")}
          note={id === c.req.query("added") ? "Saved" : undefined}
        >
          {fields(id, { name, subjectId: subjectId ?? "", sharing })}
        </Card>
      ))}
      <Card title="New bank" id="bank-new">{fields("new", { sharing: "school" })}</Card>
    </div>
  );
  return await page(c, deps, {
    title: "Banks",
    body,
    current: "questions",
    status: failed === null ? 200 : 400,
    back: { href: QUESTIONS_PATH, label: "Questions" },
  });
}

const SHARING = [
  { value: "school", label: "Teachers of the school may take them" },
  { value: "private", label: "Only you see them" },
];

function BankForm(
  { id, values, errors, subjects }: {
    id: string;
    values: FormValues;
    errors: FieldError[];
    subjects: readonly SelectOption[];
  },
): VNode {
  const isNew = id === "new";
  return (
    <Form
      action={isNew ? BANKS_PATH : bankPath(id)}
      hidden={isNew ? once() : {}}
    >
      <TextField
        name="name"
        id={`${id}-name`}
        label="Name"
        error={errorFor(errors, "name")}
        most={120}
        value={values["name"] ?? ""}
      />
      <div class="form__row">
        <SelectField
          name="subjectId"
          id={`${id}-subjectId`}
          label="Subject"
          optional
          empty="Any subject"
          error={errorFor(errors, "subjectId")}
          options={subjects}
          value={values["subjectId"] ?? ""}
        />
        <SelectField
          name="sharing"
          id={`${id}-sharing`}
          label="Questions"
          error={errorFor(errors, "sharing")}
          options={SHARING}
          value={values["sharing"] ?? "school"}
        />
      </div>
      <div class="buttons">
        <Button>{isNew ? "Make the bank" : "Save"}</Button>
      </div>
    </Form>
  );
}
