import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Person, School } from "../model/people/people_schema.ts";
import { TEST_REVIEW } from "../review/review_fields.ts";
import { mayRunInstallation } from "../access/policy/school.ts";
import type { User } from "../access/user.ts";
import { INSTALLATION, type Page } from "../store/store.ts";
import { type AddedPerson, whichIsTaken } from "./add_person.ts";
import { isTaken, type PeopleDeps, requireRunner, takenError } from "./deps.ts";
import { handOut } from "../access/one_time.ts";
import { latinName } from "./latin.ts";

export interface NewSchool {
  name: string;
  timeZone: string;
  locale: string;
}

export interface FirstOffice {
  name: string;
  email: string;
}

function requireAdmin(user: User): void {
  if (!mayRunInstallation(user)) {
    throw new DomainError("forbidden", "Only the administrator of this installation does this");
  }
}

/** A school as it begins: results pass from 40%, and students see theirs when released. */
export function newSchool(
  id: string,
  now: number,
  it: NewSchool & Pick<School, "code" | "setUpBy">,
): School {
  const base = { id, schoolId: id, createdAt: now, passPercent: 40, review: TEST_REVIEW };
  return { ...base, demo: false, ...it };
}

/** Short names to try for a school, best first. */
export async function* codesFor(name: string): AsyncGenerator<string> {
  const slug = ((await latinName(name)).match(/[a-z0-9]+/g) ?? []).join("-").slice(0, 16).replace(
    /-$/,
    "",
  );
  const base = slug.length < 2 ? "school" : slug;
  yield base;
  for (let n = 2; n < 1_000; n++) yield `${base}-${n}`;
}

/** Inserts a school under the first free code. */
export async function insertSchool(
  { tables, now }: Pick<PeopleDeps, "tables" | "now">,
  id: string,
  it: NewSchool & Pick<School, "setUpBy">,
): Promise<School> {
  for await (const code of codesFor(it.name)) {
    const school = newSchool(id, now(), { ...it, code });
    try {
      await tables.schools.insert(school);
      return school;
    } catch (error) {
      if (!isTaken(error, "code")) throw error;
    }
  }
  throw takenError("name", "Enter another name: too many schools begin like this");
}

/** A row for someone who runs a school. */
export function officeRow(
  it: { id: string; schoolId: string; createdAt: number; passwordHash: string } & FirstOffice,
): Person {
  return {
    ...it,
    role: "school_admin",
    status: "active",
    username: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
}

/**
 * Creates a school and the person who runs it, with a one-time password.
 *
 * @throws {DomainError} `forbidden` for all but `admin`; `conflict/name_taken` for the e-mail.
 */
export async function createSchool(
  deps: PeopleDeps,
  user: User,
  { school: it, office }: { school: NewSchool; office: FirstOffice },
): Promise<AddedPerson & { school: School }> {
  requireAdmin(user);
  const id = newId();
  const { secret, fields } = await handOut(deps.now());
  const row = officeRow({
    id: newId(),
    schoolId: id,
    createdAt: deps.now(),
    passwordHash: fields.passwordHash,
    ...office,
  });
  const person = { ...row, ...fields };
  // The school comes last: no school is without its office.
  try {
    await deps.tables.people.insert(person);
  } catch (error) {
    if (isTaken(error, "signInName")) throw await whichIsTaken(deps, person);
    throw error;
  }
  const school = await insertSchool(deps, id, it).catch(async (error) => {
    await deps.tables.people.remove(person);
    throw error;
  });
  await audit(deps, user, {
    schoolId: INSTALLATION,
    action: "school.created",
    targetId: id,
    details: { schoolId: id },
  });
  return { school, person, oneTimePassword: secret };
}

/** Schools by name: what the administrator of the installation sees of them. @throws {DomainError} `forbidden`. */
export async function listSchools(
  { tables }: Pick<PeopleDeps, "tables">,
  user: User,
  after?: string,
): Promise<Page<School>> {
  requireAdmin(user);
  return await tables.schools.list("all", "", [], { limit: 50, after });
}

export type SchoolSettings = Pick<
  School,
  "name" | "timeZone" | "locale" | "passPercent" | "review"
>;

/** Changes the user's own school. @throws {DomainError} `forbidden`. */
export async function changeSchool(
  deps: PeopleDeps,
  user: User,
  settings: SchoolSettings,
): Promise<School> {
  requireRunner(user);
  const ref = { schoolId: user.schoolId, id: user.schoolId };
  const school = await deps.tables.schools.update(ref, (it) => ({ ...it, ...settings }));
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "school.changed",
    targetId: user.schoolId,
  });
  return school;
}

export type SchoolDeps = { tables: Pick<PeopleDeps["tables"], "schools"> };

/** The only school here, whose name the sign-in shows; `null` where there are others, or none. */
export async function onlySchool({ tables }: SchoolDeps): Promise<School | null> {
  const { items } = await tables.schools.list("all", "", [], { limit: 2 });
  return items.length === 1 ? items[0]! : null;
}

/** The user's school; `null` for the administrator of the installation, who has none. */
export async function schoolOf(
  { tables }: SchoolDeps,
  user: User,
): Promise<School | null> {
  return await tables.schools.find({ schoolId: user.schoolId, id: user.schoolId });
}

/** How dates are shown to this user. */
export async function timeStyleOf(
  deps: SchoolDeps,
  user: User,
): Promise<{ locale: string; timeZone: string }> {
  return { locale: user.locale, timeZone: (await schoolOf(deps, user))?.timeZone ?? "UTC" };
}
