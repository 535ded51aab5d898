import { type Context, Hono } from "hono";
import { z } from "zod";
import { Banner } from "../../components/Banner.tsx";
import { LinkButton } from "../../components/Button.tsx";
import { Columns, Stack } from "../../components/Layout.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { OneTimeCard } from "../../components/people/OneTimeCard.tsx";
import { AccessCard, RelationCards } from "../../components/people/PersonCards.tsx";
import { StatusBadge } from "../../components/people/StatusBadge.tsx";
import { StudentWorkCards } from "../../components/people/StudentWork.tsx";
import { IdSchema } from "../../lib/model/process/common_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { ROLE_NAMES } from "../../lib/model/home/navigation.ts";
import { personPlace } from "../../lib/model/home/ways.ts";
import { ROLE_FIELDS } from "../../lib/model/people/role_fields.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { LetInFormSchema } from "../../lib/people/person_form_schema.ts";
import { maySeeEveryTest } from "../../lib/access/policy/results.ts";
import { requireResettable, resetPassword } from "../../lib/access/change_password.ts";
import { changePerson } from "../../lib/people/change_person.ts";
import { unlinkGuardian } from "../../lib/people/guardians.ts";
import { personFile } from "../../lib/people/person_file.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { studentWork, type StudentWorkDeps } from "../../lib/results/student_work.ts";
import { mayRunSchool } from "../../lib/access/policy/school.ts";
import { isStaff } from "../../lib/access/user.ts";
import { type AppEnv, readForm, readQuery, requireMay, requireUser } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { confirmPage } from "../edge_confirm.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { personPath } from "../../lib/model/process/paths.ts";

const DONE: Readonly<Record<string, string>> = {
  saved: "Saved.",
  suspended: "Suspended, and signed out everywhere.",
  in: "May sign in again.",
  linked: "Guardian added.",
  unlinked: "Guardian removed.",
  out: "Taken out of the class.",
};

export type PersonPageDeps = PeoplePageDeps & StudentWorkDeps;

/** Of a student's work. */
const QuerySchema = z.object({ year: IdSchema.optional() });

/** `/people/:id` and what is done there */
export function personPages(deps: PersonPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => await show(c, deps, c.req.param("id")));

  app.get("/:id/password", async (c) => {
    const user = requireUser(c);
    const person = await requireResettable(deps, user, c.req.param("id"));
    return await confirmPage(c, deps, {
      title: `New password for ${isolated(person.name)}`,
      text: `${
        isolated(person.name)
      } is signed out everywhere and signs in once with a password that you hand out.`,
      action: { href: personPath(person.id, "password"), label: "Make a one-time password" },
      back: { href: personPath(person.id), label: person.name },
      current: personPlace(user.role).current,
    });
  });

  app.post("/:id/password", async (c) => {
    const added = await resetPassword(deps, requireUser(c), c.req.param("id"));
    return await showSecret(c, deps, added);
  });

  app.get("/:id/suspend", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const { person } = await personFile(deps, user, c.req.param("id"));
    return await confirmPage(c, deps, {
      title: `Suspend ${isolated(person.name)}`,
      text: `${
        isolated(person.name)
      } is signed out everywhere at once and cannot sign in. Nothing is deleted, and you can let them in again.`,
      action: { href: personPath(person.id, "suspend"), label: `Suspend ${isolated(person.name)}` },
      back: { href: personPath(person.id), label: person.name },
      current: "people",
      danger: true,
    });
  });

  app.post("/:id/suspend", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const id = c.req.param("id");
    await changePerson(deps, user, { id, change: { status: "suspended" } });
    return c.redirect(`${personPath(id)}?done=suspended`, 303);
  });

  app.post("/:id/let-in", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const id = c.req.param("id");
    const form = await readForm(c, LetInFormSchema);
    if (!form.ok) throw new DomainError("invalid", "Open this person's page again");
    const change = { status: "active" as const, ...form.data };
    const { person, oneTimePassword } = await changePerson(deps, user, { id, change });
    if (oneTimePassword === null) return c.redirect(`${personPath(id)}?done=in`, 303);
    return await showSecret(c, deps, { person, oneTimePassword });
  });

  app.post("/:id/guardians/:guardianId/remove", async (c) => {
    const user = requireMay(c, mayRunSchool);
    const { id: studentId, guardianId } = c.req.param();
    await unlinkGuardian(deps, user, { studentId, guardianId });
    return c.redirect(`${personPath(studentId)}?done=unlinked`, 303);
  });

  return app;
}

async function show(c: Context<AppEnv>, deps: PersonPageDeps, id: string): Promise<Response> {
  const user = requireMay(c, isStaff);
  const { year: yearId } = readQuery(c, QuerySchema);
  const [file, style] = await Promise.all([personFile(deps, user, id), timeStyleOf(deps, user)]);
  const { person, mayChange } = file;
  const { work: hasWork } = ROLE_FIELDS[person.role];
  const work = hasWork ? await studentWork(deps, user, { studentId: id, yearId }) : null;
  const done = DONE[c.req.query("done") ?? ""];
  const place = personPlace(user.role);
  const sub = [
    ROLE_NAMES[person.role],
    ...work === null ? [] : file.classes.map(({ name }) => isolated(name)),
    person.rollNumber && `roll number ${person.rollNumber}`,
  ];
  const aside = <AccessCard file={file} style={style} />;
  const body = (
    <>
      <PageHead
        title={person.name}
        crumbs={[place.back]}
        badge={<StatusBadge status={person.status} />}
        sub={sub.filter(Boolean).join(", ")}
        actions={mayChange && <LinkButton href={personPath(id, "edit")}>Edit</LinkButton>}
      />
      <Stack>
        {done && <Banner tone="good">{done}</Banner>}
        <Columns>
          <Stack>
            {work === null
              ? <RelationCards file={file} added={c.req.query("added") ?? null} />
              : (
                <StudentWorkCards
                  work={work}
                  name={person.name}
                  style={style}
                  ownOnly={!maySeeEveryTest(
                    user,
                    file.classes.some(({ classTeacherId }) => classTeacherId === user.id),
                  )}
                />
              )}
          </Stack>
          {work === null ? aside : (
            <Stack>
              <RelationCards file={file} added={c.req.query("added") ?? null} />
              {aside}
            </Stack>
          )}
        </Columns>
      </Stack>
    </>
  );
  const { name: title } = person;
  return await page(c, deps, { title, body, ...place });
}

async function showSecret(
  c: Context<AppEnv>,
  deps: PeoplePageDeps,
  { person, oneTimePassword }: { person: Person; oneTimePassword: string },
): Promise<Response> {
  const user = requireUser(c);
  const place = personPlace(user.role);
  const back = { href: personPath(person.id), label: person.name };
  const body = (
    <div class="narrow">
      <PageHead title="One-time password" crumbs={[place.back, back]} />
      <OneTimeCard person={person} password={oneTimePassword}>
        <LinkButton look="primary" href={back.href}>Done</LinkButton>
      </OneTimeCard>
    </div>
  );
  return await page(c, deps, { title: "One-time password", body, ...place, back });
}
