import { timingSafeEqual } from "node:crypto";
import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Person, School } from "../model/people/people_schema.ts";
import { networkOf } from "../process/network.ts";
import { hashPassword, passwordProblem } from "../access/passwords.ts";
import type { Client } from "../access/sessions.ts";
import { INSTALLATION } from "../store/store.ts";
import { SET_UP } from "./tables.ts";
import { whichIsTaken } from "./add_person.ts";
import { fieldError, isTaken, type PeopleDeps } from "./deps.ts";
import { type FirstOffice, insertSchool, type NewSchool, officeRow } from "./schools.ts";

/** What set-ups made before ids were drawn for them; one that was cut off is still to be done. */
const EARLIER = { school: "first-school", office: "first-office" } as const;

export interface SetUpCommand {
  school: NewSchool;
  office: FirstOffice;
  password: string;
  /** What the visitor typed. */
  code: string;
  client: Client;
}

/** Whether nobody runs a school here yet. */
export async function needsSetUp({ tables }: Pick<PeopleDeps, "tables">): Promise<boolean> {
  const { items } = await tables.schools.list("all", "", [], { limit: 2 });
  const [school] = items;
  if (school === undefined) return true;
  // A set-up that was cut off after the school is done again.
  const officeId = officeOf(school);
  return items.length === 1 && officeId !== null &&
    await tables.people.find({ schoolId: school.id, id: officeId }) === null;
}

/** Whether nobody could sign in here yet: no school is run, and no administrator was made on the command line. */
export async function isUntouched(deps: Pick<PeopleDeps, "tables">): Promise<boolean> {
  if (!await needsSetUp(deps)) return false;
  return await deps.tables.people.count("byRole", INSTALLATION, ["admin"], 1) === 0;
}

/** Who the set-up makes to run this school; `null` for a school that it did not make. */
function officeOf({ id, setUpBy }: School): string | null {
  return setUpBy ?? (id === EARLIER.school ? EARLIER.office : null);
}

/**
 * Creates the first school and the person who runs it.
 *
 * @param expected The code printed at start; `null` asks for none (development).
 * @throws {DomainError} `not_found` once there is a school; `invalid/fields`, also for a wrong code; `rate`.
 */
export async function setUp(
  deps: PeopleDeps,
  expected: string | null,
  { school, office, password, code, client }: SetUpCommand,
): Promise<Person> {
  if (!await needsSetUp(deps)) throw notFound();
  const giveBack = await deps.limiter.take("setUp", networkOf(client.address));
  if (expected !== null && !sameCode(expected, code)) {
    throw fieldError("code", "Enter the code that the server printed when it started");
  }
  await giveBack();
  const problem = passwordProblem(password, [office.name, office.email, school.name]);
  if (problem !== null) throw fieldError("password", problem);
  const passwordHash = await hashPassword(password);
  const { id: schoolId, officeId: id } = await claimSchool(deps, school);
  const person = officeRow({ id, schoolId, createdAt: deps.now(), passwordHash, ...office });
  await insertOffice(deps, person);
  await audit(deps, person, {
    schoolId,
    action: "school.created",
    targetId: schoolId,
    details: { schoolId },
  });
  return person;
}

/**
 * The one school of the set-up. Of two at a time one claims it, and both then make the same person, which only one can; of a
 * set-up that was cut off the school is there, and is called as asked now.
 */
async function claimSchool(
  deps: PeopleDeps,
  it: NewSchool,
): Promise<{ id: string; officeId: string }> {
  const { schools } = deps.tables;
  let { items: [school] } = await schools.list("all", "", [], { limit: 1 });
  try {
    school ??= await insertSchool(deps, newId(), { ...it, setUpBy: newId() });
  } catch (error) {
    school = await schools.findBy("setUp", "", SET_UP) ?? undefined;
    if (school === undefined || !isTaken(error, "setUp")) throw error;
  }
  const officeId = officeOf(school);
  // An administrator has just made one.
  if (officeId === null) throw notFound();
  await schools.update(
    school,
    (now) => isSameJson({ ...now, ...it }, now) ? now : { ...now, ...it },
  );
  return { id: school.id, officeId };
}

async function insertOffice(deps: PeopleDeps, person: Person): Promise<void> {
  try {
    await deps.tables.people.insert(person);
  } catch (error) {
    if (isTaken(error, "id")) throw new DomainError("conflict", "The school was just created");
    if (isTaken(error, "signInName")) throw await whichIsTaken(deps, person);
    throw error;
  }
}

function sameCode(expected: string, typed: string): boolean {
  const bytes = (text: string) => new TextEncoder().encode(text.trim().toLowerCase().padEnd(64));
  const [a, b] = [bytes(expected), bytes(typed)];
  return a.length === b.length && timingSafeEqual(a, b);
}
