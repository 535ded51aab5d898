import { audit } from "../audit.ts";
import { DomainError } from "../model/errors.ts";
import { ROLE_NAMES } from "../model/navigation.ts";
import type { Person } from "../model/people_schema.ts";
import type { PersonChange } from "../model/person_command_schema.ts";
import type { User } from "../model/user.ts";
import { hashPassword } from "../passwords.ts";
import { rolesToGive } from "../policy.ts";
import { revokeSessions } from "../sessions.ts";
import { listAll } from "../store.ts";
import { type AddedPerson, whichIsTaken } from "./add_person.ts";
import {
  fieldError,
  isTaken,
  type PeopleDeps,
  requirePerson,
  requireRunner,
  staleError,
} from "./deps.ts";
import { oneTimePassword } from "./usernames.ts";

/**
 * Changes a person. Whoever is suspended or gets another role is signed out everywhere at once; whoever is let in for
 * the first time gets a one-time password.
 *
 * @throws {DomainError} `forbidden`, also for one's own role and status; `not_found`; `invalid/fields`; `conflict/stale`;
 * `conflict/in_use` for a role that is still at work and for the last school office; `conflict/name_taken`.
 */
export async function changePerson(
  deps: PeopleDeps,
  user: User,
  { id, change }: { id: string; change: PersonChange },
): Promise<AddedPerson> {
  requireRunner(user);
  const before = await requirePerson(deps, user, id);
  await checkChange(deps, user, { before, change });
  const secret = change.status === "active" && before.passwordHash === null
    ? oneTimePassword()
    : null;
  const hash = secret === null ? null : await hashPassword(secret);
  const person = await store(deps, before, (it) => {
    if (change.rev !== undefined && change.rev !== it.rev) throw staleError();
    const { rev: _, ...fields } = change;
    const next: Person = { ...it, ...given(fields), rev: it.rev + 1 };
    if (next.role !== "student") next.rollNumber = null;
    return hash === null ? next : { ...next, passwordHash: hash, mustChangePassword: true };
  });
  if (before.role === "school_admin") await keepOneOffice(deps, before);
  if (person.status !== "active" || person.role !== before.role) await revokeSessions(deps, id);
  await record(deps, user, { before, person });
  return { person, oneTimePassword: secret };
}

/** Without the keys that were left out. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

async function checkChange(
  deps: PeopleDeps,
  user: User,
  { before, change }: { before: Person; change: PersonChange },
): Promise<void> {
  const role = change.role ?? before.role;
  const status = change.status ?? before.status;
  const moves = role !== before.role || status !== before.status;
  if (moves && before.id === user.id) {
    throw new DomainError("forbidden", "Nobody changes their own role or access");
  }
  if (role !== before.role) {
    if (role === "admin" || !rolesToGive(user).includes(role)) {
      throw new DomainError("forbidden", "You cannot give this role");
    }
    await checkUnused(deps, before);
  }
  const { email = before.email, username = before.username } = change;
  if (email === null && username === null) {
    throw fieldError("username", "Enter an e-mail address or a username, to sign in with");
  }
}

/** A role that has classes, pupils or children cannot simply become another. */
async function checkUnused({ tables }: PeopleDeps, { id, schoolId, name }: Person): Promise<void> {
  const used = await Promise.all([
    tables.teachings.count("byTeacher", schoolId, [id], 1),
    tables.classes.count("byClassTeacher", schoolId, [id], 1),
    tables.enrolments.count("byStudent", schoolId, [id], 1),
    tables.guardianLinks.count("byStudent", schoolId, [id], 1),
    tables.guardianLinks.count("byGuardian", schoolId, [id], 1),
  ]);
  if (used.every((n) => n === 0)) return;
  const message = `${name} has classes or children in this role. Add a second person instead`;
  throw new DomainError("conflict", message, {
    reason: "in_use",
    fields: [{ path: "role", message }],
  });
}

async function store(
  deps: PeopleDeps,
  before: Person,
  change: (it: Person) => Person,
): Promise<Person> {
  let wanted = before;
  try {
    return await deps.tables.people.update(before, (it) => wanted = change(it));
  } catch (error) {
    if (isTaken(error, "signInName")) throw await whichIsTaken(deps, wanted);
    throw error;
  }
}

/** Checked after the change and taken back, so that two who suspend each other at once both stay. */
async function keepOneOffice({ tables }: PeopleDeps, before: Person): Promise<void> {
  const office = await listAll(tables.people, "byRole", before.schoolId, ["school_admin"]);
  if (office.some(({ status }) => status === "active")) return;
  const { role, status } = before;
  await tables.people.update(before, (it) => ({ ...it, role, status, rev: it.rev + 1 }));
  throw new DomainError("conflict", `${before.name} is the last one who runs the school`, {
    reason: "in_use",
  });
}

async function record(
  deps: PeopleDeps,
  user: User,
  { before, person }: { before: Person; person: Person },
): Promise<void> {
  const base = { schoolId: user.schoolId, targetId: person.id };
  const { name, role, status } = person;
  if (role !== before.role) {
    const summary = `${name}: ${ROLE_NAMES[before.role].toLowerCase()} becomes ${
      ROLE_NAMES[role].toLowerCase()
    }`;
    await audit(deps, user, { ...base, action: "person.role", summary });
  }
  if (status !== before.status) {
    const action = status === "active" ? "person.let_in" : "person.suspended";
    const summary = status === "active" ? `Let ${name} sign in` : `Suspended ${name}`;
    await audit(deps, user, { ...base, action, summary });
  }
  const names = before.email !== person.email || before.username !== person.username;
  if (names || name !== before.name || before.rollNumber !== person.rollNumber) {
    const summary = `Changed ${name}${names ? ": signs in by another name" : ""}`;
    await audit(deps, user, { ...base, action: "person.changed", summary });
  }
}
