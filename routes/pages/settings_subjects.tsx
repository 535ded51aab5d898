import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { errorFor, ErrorSummary } from "../../components/ErrorSummary.tsx";
import { Form } from "../../components/FormPage.tsx";
import { SettingsHead } from "../../components/people/SettingsTabs.tsx";
import { Row, Rows } from "../../components/Rows.tsx";
import { TextField } from "../../components/TextField.tsx";
import { SubjectFormSchema } from "../../lib/people/class_form_schema.ts";
import { DomainError, type FieldError } from "../../lib/model/process/errors.ts";
import { saveSubject, subjectsOf } from "../../lib/people/years.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, formErrors, type FormValues, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { idOfMade, once } from "../edge_once.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { SUBJECTS_PATH } from "../../lib/model/process/paths.ts";

/** `/settings/subjects` */
export function subjectPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const subjects = await subjectsOf(deps, user.schoolId);
    const { id = "", name = "" } = subjects.find((it) => it.id === c.req.query("id")) ?? {};
    return await show(c, deps, { values: { id, name }, errors: [] });
  });

  app.post("/", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const form = await readForm(c, SubjectFormSchema);
    const { values } = form;
    if (!form.ok) return await show(c, deps, { values, errors: form.errors });
    const { id, name } = form.data;
    try {
      const which = id === null ? { idOfNew: await idOfMade(c) } : { id };
      const saved = await saveSubject(deps, user, { name, ...which });
      return c.redirect(`${SUBJECTS_PATH}?done=saved&added=${saved.id}`, 303);
    } catch (error) {
      if (error instanceof DomainError && error.code === "not_found") throw error;
      return await show(c, deps, { values, errors: formErrors(error) });
    }
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
  const user = requireMay(c, mayRunSchool);
  const subjects = await subjectsOf(deps, user.schoolId);
  const body = (
    <div class="narrow stack">
      <SettingsHead current={SUBJECTS_PATH} />
      <ErrorSummary errors={errors} />
      {c.req.query("done") === "saved" && errors.length === 0 && (
        <Banner tone="good">
          Saved.
        </Banner>
      )}
      <Card id="subjects" title="Subjects" flush ruled>
        {subjects.length === 0 ? <EmptyState title="No subject yet." /> : (
          <Rows>
            {subjects.map(({ id, name }) => (
              <Row
                key={id}
                added={id === c.req.query("added")}
                title={name}
                end={
                  <LinkButton
                    size="small"
                    href={`${SUBJECTS_PATH}?id=${id}`}
                    label={`Rename ${isolated(name)}`}
                  >
                    Rename
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        )}
      </Card>
      <SubjectForm values={values} errors={errors} />
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: "Subjects", body, current: "settings", status });
}

function SubjectForm({ values, errors }: Shown): VNode {
  const { id = "", name = "" } = values;
  return (
    <Card id="subject" title={id ? "Rename the subject" : "Add a subject"}>
      <Form action={SUBJECTS_PATH} hidden={{ id, ...(id ? {} : once()) }}>
        <TextField
          name="name"
          label="Name"
          value={name}
          error={errorFor(errors, "name")}
          width="middle"
          most={120}
          autocomplete="off"
        />
        <div class="buttons">
          <Button look="primary">{id ? "Save" : "Add"}</Button>
          {id && <LinkButton look="quiet" href={SUBJECTS_PATH}>Cancel</LinkButton>}
        </div>
      </Form>
    </Card>
  );
}
