import { type Context, Hono } from "hono";
import { z } from "zod";
import { LinkButton } from "../../components/Button.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { PickPeople } from "../../components/people/PickPeople.tsx";
import { PersonIdSchema } from "../../lib/model/process/common_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { requirePerson } from "../../lib/people/deps.ts";
import { listPeople } from "../../lib/people/directory.ts";
import { linkGuardian } from "../../lib/people/guardians.ts";
import { guardianIdsOf } from "../../lib/access/relations.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, readForm, requireMay } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { nameParts } from "../../lib/model/people/initials.ts";
import { NEW_PERSON_PATH, PEOPLE_PATH, personPath } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({
  guardianId: z.string({ error: "Choose a guardian" }).min(1, "Choose a guardian")
    .pipe(PersonIdSchema),
  q: z.string().max(100).default(""),
});

/** `/people/:id/guardians`: who may see this student's results. */
export function guardianPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/guardians", async (c) => {
    const q = c.req.query("q") ?? null;
    return await show(c, deps, { studentId: c.req.param("id"), q, errors: [] });
  });

  app.post("/:id/guardians", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const studentId = c.req.param("id");
    const form = await readForm(c, FormSchema);
    if (!form.ok) {
      const { q = "" } = form.values;
      return await show(c, deps, { studentId, q, errors: form.errors });
    }
    const { guardianId } = form.data;
    await linkGuardian(deps, user, { studentId, guardianId });
    return c.redirect(`${personPath(studentId)}?done=linked&added=${guardianId}`, 303);
  });

  return app;
}

async function show(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { studentId, q, errors }: { studentId: string; q: string | null; errors: readonly FieldError[] },
): Promise<Response> {
  const user = requireMay(c, mayRunSchool);
  const student = await requirePerson(deps, user, studentId, ["student"]);
  const linked = await guardianIdsOf(deps, user.schoolId, studentId);
  // Guardians often share the family name.
  const search = q ?? nameParts(student.name).at(-1) ?? "";
  const { items, next } = await listPeople(deps, user, { q: search, role: "parent", limit: 30 });
  const back = { href: personPath(studentId), label: student.name };
  const body = (
    <div class="narrow">
      <PageHead
        title="Add a guardian"
        sub={`Sees what ${isolated(student.name)} has to do, and results once they are released.`}
        crumbs={[{ href: PEOPLE_PATH, label: "People" }, back]}
        actions={
          <LinkButton href={`${NEW_PERSON_PATH}?role=parent&child=${studentId}`}>
            A new person
          </LinkButton>
        }
      />
      <PickPeople
        action={personPath(studentId, "guardians")}
        legend="Guardian"
        name="guardianId"
        many={false}
        people={items.filter(({ id }) => !linked.includes(id))}
        q={search}
        chosen={[]}
        errors={errors}
        submit="Add"
        empty="Find by another name, or add a new person."
        more={next !== null}
      />
    </div>
  );
  const status = errors.length > 0 ? 400 : 200;
  return await page(c, deps, { title: "Add a guardian", body, current: "people", back, status });
}
