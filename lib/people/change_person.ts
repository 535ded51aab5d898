import { auditRow } from "../access/audit.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Audit, AuditDetails, Person } from "../model/people/people_schema.ts";
import type { PersonChange } from "../model/people/person_command_schema.ts";
import { ROLE_FIELDS } from "../model/people/role_fields.ts";
import { isOffice } from "../access/roles.ts";
import type { User } from "../access/user.ts";
import type { AuditKind } from "../notices/audit_words.ts";
import { mayGiveRole } from "../access/policy/people.ts";
import { revokeSessions } from "../access/sessions.ts";
import { listAll } from "../store/store.ts";
import { type AddedPerson, whichIsTaken } from "./add_person.ts";
import {
  fieldError,
  isTaken,
  type PeopleDeps,
  requirePerson,
  requireRunner,
  staleError,
} from "./deps.ts";
import { handOut } from "../access/one_time.ts";
import { isolated } from "../model/text/text_signs.ts";

/** Lines of an outbox, with room left for those of the next changes. */
const MAX_OUTBOX = 100;

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
  const found = await requirePerson(deps, user, id);
  // What could not be written down so often is written first: the row has no room for ever more.
  const isFull = (found.outbox?.length ?? 0) > MAX_OUTBOX;
  const before = isFull ? await writtenDown(deps, found) : found;
  await checkChange(deps, user, { before, change });
  const given = change.status === "active" && needsPassword(before, change)
    ? await handOut(deps.now())
    : null;
  const person = await store(deps, before, (it) => {
    const fresh = given !== null && needsPassword(it, change) ? given.fields : {};
    if (isRepeated(it, change)) return { ...it, ...fresh };
    if (change.rev !== undefined && change.rev !== it.rev) throw staleError();
    const next = { ...changed(it, change), ...fresh };
    return withOutbox(next, [...it.outbox ?? [], ...linesOf(deps, user, [it, next])]);
  });
  if (isOffice(before)) await keepOneOffice(deps, before);
  // Also when this is to be done after a change that was cut off.
  const moved = person.outbox?.some(({ action }) => action === "person.role") ?? false;
  if (person.status !== "active" || moved) await revokeSessions(deps, person);
  return {
    person: await writtenDown(deps, person),
    // Another one may have been given at the same time.
    oneTimePassword: given !== null && person.passwordHash === given.fields.passwordHash
      ? given.secret
      : null,
  };
}

/** Who never had a password, or got one in an answer that was lost. */
function needsPassword(it: Person, change: PersonChange): boolean {
  return it.passwordHash === null || (it.mustChangePassword && isRepeated(it, change));
}

/** Whether this very change has been made, as when its answer was lost. */
function isRepeated(it: Person, change: PersonChange): boolean {
  return change.rev !== undefined && it.rev === change.rev + 1 &&
    isSameJson({ ...changed(it, change), rev: it.rev }, it);
}

function changed(it: Person, { rev: _, ...fields }: PersonChange): Person {
  const next: Person = { ...it, ...given(fields), rev: it.rev + 1 };
  return ROLE_FIELDS[next.role].rollNumber ? next : { ...next, rollNumber: null };
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
    if (!mayGiveRole(user, role)) {
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
  const message = `${
    isolated(name)
  } has classes or children in this role. Add a second person instead`;
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
  const { role, status, outbox = [] } = before;
  await tables.people.update(
    before,
    (it) => withOutbox({ ...it, role, status, rev: it.rev + 1 }, outbox),
  );
  throw new DomainError(
    "conflict",
    `${isolated(before.name)} is the last one who runs the school`,
    {
      reason: "in_use",
    },
  );
}

/** What the audit log says of a change. */
function linesOf(
  { now }: PeopleDeps,
  user: User,
  [before, after]: readonly [Person, Person],
): Audit[] {
  const { id: targetId, schoolId, name, role, status } = after;
  const line = (action: AuditKind, more: AuditDetails = {}) => {
    const details = { personId: targetId, ...more };
    return auditRow({ schoolId, targetId, action, details }, { actorId: user.id, at: now() });
  };
  const lines: Audit[] = [];
  if (role !== before.role) {
    lines.push(line("person.role", { from: before.role, to: role }));
  }
  if (status !== before.status) {
    lines.push(line(status === "active" ? "person.let_in" : "person.suspended"));
  }
  const names = before.email !== after.email || before.username !== after.username;
  if (names || name !== before.name || before.rollNumber !== after.rollNumber) {
    lines.push(line("person.changed", names ? { names: 1 } : {}));
  }
  return lines;
}

/** With the lines of its outbox, also those of a change that was cut off, in the audit log. */
async function writtenDown({ tables }: PeopleDeps, person: Person): Promise<Person> {
  const { outbox = [] } = person;
  if (outbox.length === 0) return person;
  for (const line of outbox) await tables.audits.ensure(line);
  const written = new Set(outbox.map(({ id }) => id));
  return await tables.people.update(
    person,
    (it) => withOutbox(it, (it.outbox ?? []).filter(({ id }) => !written.has(id))),
  );
}

function withOutbox({ outbox: _, ...person }: Person, lines: Audit[]): Person {
  return lines.length === 0 ? person : { ...person, outbox: lines };
}
