import { timingSafeEqual } from "node:crypto";
import { audit } from "../audit.ts";
import { DomainError, notFound } from "../model/errors.ts";
import type { Person } from "../model/people_schema.ts";
import { hashPassword, passwordProblem } from "../passwords.ts";
import type { Client } from "../sessions.ts";
import { whichIsTaken } from "./add_person.ts";
import { fieldError, isTaken, type PeopleDeps } from "./deps.ts";
import { type FirstOffice, insertSchool, type NewSchool, newSchool, officeRow } from "./schools.ts";
import { isolated } from "../model/text_signs.ts";

/** Ids of what the set-up makes; that they are fixed makes it happen once, even twice at a time. */
const SCHOOL_ID = "first-school";
const OFFICE_ID = "first-office";

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
  if (items.length === 0) return true;
  // A set-up that was cut off after the school is done again.
  return items.length === 1 && items[0]!.id === SCHOOL_ID &&
    await tables.people.find({ schoolId: SCHOOL_ID, id: OFFICE_ID }) === null;
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
  await deps.limiter.take("signInAddress", client.address);
  if (expected !== null && !sameCode(expected, code)) {
    throw fieldError("code", "Enter the code that the server printed when it started");
  }
  const problem = passwordProblem(password, [office.name, office.email, school.name]);
  if (problem !== null) throw fieldError("password", problem);
  const person = officeRow({
    id: OFFICE_ID,
    schoolId: SCHOOL_ID,
    createdAt: deps.now(),
    passwordHash: await hashPassword(password),
    ...office,
  });
  await storeSchool(deps, school);
  await insertOffice(deps, person);
  await audit(deps, person, {
    schoolId: SCHOOL_ID,
    action: "school.created",
    targetId: SCHOOL_ID,
    summary: `Created the school ${isolated(school.name)}`,
  });
  return person;
}

async function storeSchool(deps: PeopleDeps, it: NewSchool): Promise<void> {
  const ref = { schoolId: SCHOOL_ID, id: SCHOOL_ID };
  const there = await deps.tables.schools.find(ref);
  if (there === null) await insertSchool(deps, SCHOOL_ID, it);
  else {
    const { code } = there;
    await deps.tables.schools.update(ref, () => newSchool(SCHOOL_ID, deps.now(), { ...it, code }));
  }
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
