import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { DomainError } from "../model/process/errors.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import type { Person } from "../model/people/people_schema.ts";
import type { NewPerson } from "../model/people/person_command_schema.ts";
import { ROLE_FIELDS } from "../model/people/role_fields.ts";
import { isStudent } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import { mayGiveRole } from "../access/policy/people.ts";
import { listAll } from "../store/store.ts";
import {
  fieldError,
  type IdOfNew,
  isTaken,
  type PeopleDeps,
  requireRunner,
  takenError,
} from "./deps.ts";
import { enrol } from "./enrolments.ts";
import { linkGuardian } from "./guardians.ts";
import { handOut } from "../access/one_time.ts";
import { usernamesFor } from "./usernames.ts";

/** How long a request may be sent again to get a one-time password once more, milliseconds. */
const AGAIN_MS = 3_600_000;

/** A person to add. The id is of the request, and so the server's: a client's key makes the request the same, no more. */
export type NewPersonCommand = Omit<NewPerson, "id"> & IdOfNew;

export interface AddedPerson {
  person: Person;
  /** In the clear, here and nowhere else; `null` for a person who may not sign in yet. */
  oneTimePassword: string | null;
}

/**
 * Adds a person to the user's school, and where asked puts a student into a class or links a guardian to a child. The
 * same command with the same `idOfNew`, within the hour and before they chose a password, goes on where it was cut off,
 * with another one-time password.
 *
 * @throws {DomainError} `forbidden`; `invalid/fields`; `conflict/name_taken` for e-mail or username; `conflict` when
 * this id was added already.
 */
export async function addPerson(
  deps: PeopleDeps,
  user: User,
  { idOfNew = newId(), ...command }: NewPersonCommand,
): Promise<AddedPerson> {
  requireRunner(user);
  if (!mayGiveRole(user, command.role)) {
    throw new DomainError("forbidden", "You cannot give this role");
  }
  await checkLinks(deps, user, command);
  const given = command.status === "active" ? await handOut(deps.now()) : null;
  const person = await insertPerson(deps, {
    id: idOfNew,
    schoolId: user.schoolId,
    createdAt: deps.now(),
    name: command.name,
    role: command.role,
    status: command.status,
    email: command.email,
    username: command.username,
    passwordHash: null,
    mustChangePassword: false,
    ...given?.fields,
    locale: null,
    rollNumber: ROLE_FIELDS[command.role].rollNumber ? command.rollNumber : null,
    rev: 0,
  }, command);
  await audit(deps, user, {
    once: "",
    schoolId: user.schoolId,
    action: "person.added",
    targetId: person.id,
    details: { personId: person.id, role: person.role },
  });
  if (command.classId !== null) {
    await enrol(deps, user, { studentId: person.id, classId: command.classId });
  }
  if (command.childId !== null) {
    await linkGuardian(deps, user, { guardianId: person.id, studentId: command.childId });
  }
  return { person, oneTimePassword: given?.secret ?? null };
}

/** Before anything is written. */
async function checkLinks(
  deps: PeopleDeps,
  user: User,
  command: Omit<NewPerson, "id">,
): Promise<void> {
  const { role, classId, childId } = command;
  if (classId !== null) {
    if (!ROLE_FIELDS[role].classId) {
      throw fieldError("classId", "Only students are put into a class");
    }
    const found = await deps.tables.classes.find({ schoolId: user.schoolId, id: classId });
    if (found === null) throw fieldError("classId", "Choose a class of this school");
  }
  if (childId !== null) {
    if (!ROLE_FIELDS[role].childId) throw fieldError("childId", "Only guardians have a child here");
    const child = await deps.tables.people.find({ schoolId: user.schoolId, id: childId });
    if (child === null || !isStudent(child)) {
      throw fieldError("childId", "Choose a student of this school");
    }
  }
}

/** Inserts as given, or under the first free username where neither name was given. */
async function insertPerson(
  deps: PeopleDeps,
  row: Person,
  command: Omit<NewPerson, "id">,
): Promise<Person> {
  const given = row.email !== null || row.username !== null;
  const names = given ? [row.username] : usernamesFor(row.name, row.role.replace("_", "."));
  for await (const username of names) {
    const person = { ...row, username };
    try {
      await deps.tables.people.insert(person);
      return person;
    } catch (error) {
      if (isTaken(error, "id")) return await addedAgain(deps, row, command);
      if (!isTaken(error, "signInName")) throw error;
      if (given) throw await whichIsTaken(deps, person);
    }
  }
  throw takenError("username", "Enter a username: those made of this name are taken");
}

async function addedAgain(
  deps: PeopleDeps,
  row: Person,
  command: Omit<NewPerson, "id">,
): Promise<Person> {
  const links = await otherLinks(deps, row, command);
  return await deps.tables.people.update(row, (it) => {
    // Without one given a username was made.
    const username = command.username ?? it.username;
    const { outbox: _, ...rest } = it;
    const { createdAt } = it;
    const kept = { createdAt, ...passwordOf(it) };
    const wanted = { ...rest, ...row, username, ...kept, rev: it.rev };
    const isSame = isSameJson({ ...rest, ...kept }, wanted);
    if (!isSame || links > 0 || createdAt <= deps.now() - AGAIN_MS) {
      throw new DomainError("conflict", "This person was added already");
    }
    return { ...it, ...passwordOf(row), rev: it.rev + 1 };
  });
}

/** What is made anew each time. */
function passwordOf({ passwordHash, oneTimeUntilAt }: Person) {
  return oneTimeUntilAt === undefined ? { passwordHash } : { passwordHash, oneTimeUntilAt };
}

/** How many classes or children the person has that are not asked for. */
async function otherLinks(
  { tables }: PeopleDeps,
  { id, schoolId }: Person,
  { classId, childId }: Omit<NewPerson, "id">,
): Promise<number> {
  const [enrolments, children] = await Promise.all([
    listAll(tables.enrolments, "byStudent", schoolId, [id]),
    listAll(tables.guardianLinks, "byGuardian", schoolId, [id]),
  ]);
  return enrolments.filter((it) => it.classId !== classId).length +
    children.filter((it) => it.studentId !== childId).length;
}

/** Names the field of the person that somebody else signs in with. */
export async function whichIsTaken(
  { tables }: Pick<PeopleDeps, "tables">,
  person: Pick<Person, "id" | "email" | "username">,
): Promise<DomainError> {
  const holder = person.email === null
    ? null
    : await tables.people.findBy("signInName", "", person.email);
  const field = holder !== null && holder.id !== person.id ? "email" : "username";
  return takenError(field, "Somebody signs in with this already. Choose another");
}
