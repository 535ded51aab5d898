import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import { TypedNameSchema } from "../model/text/typed_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Person } from "../model/people/people_schema.ts";
import { TypedEmailSchema } from "../model/people/person_command_schema.ts";
import { isRecoverable } from "../access/policy/people.ts";
import { revokeSessions } from "../access/sessions.ts";
import { INSTALLATION } from "../store/store.ts";
import { whichIsTaken } from "./add_person.ts";
import { fieldError, isTaken, type PeopleDeps } from "./deps.ts";
import { handOut } from "../access/one_time.ts";
import { foldSignInName } from "./usernames.ts";
import { isolated } from "../model/text/text_signs.ts";

export type AdminDeps = Pick<PeopleDeps, "tables" | "sessions" | "now">;

export interface MadeAdmin {
  person: Person;
  oneTimePassword: string;
}

/**
 * Makes an administrator of the installation; only the command line does this.
 *
 * @throws {DomainError} `invalid/fields`; `conflict/name_taken`.
 */
export async function makeAdmin(
  deps: AdminDeps,
  typed: { name: string; email: string },
): Promise<MadeAdmin> {
  const name = TypedNameSchema.safeParse(typed.name);
  if (!name.success) throw fieldError("name", "Enter a name");
  const email = TypedEmailSchema.safeParse(typed.email);
  if (!email.success) throw fieldError("email", "Enter an e-mail address");
  const { secret, fields } = await handOut(deps.now());
  const person: Person = {
    id: newId(),
    schoolId: INSTALLATION,
    createdAt: deps.now(),
    name: name.data,
    role: "admin",
    status: "active",
    email: email.data,
    username: null,
    ...fields,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
  try {
    await deps.tables.people.insert(person);
  } catch (error) {
    if (isTaken(error, "signInName")) throw await whichIsTaken(deps, person);
    throw error;
  }
  await audit(deps, null, {
    schoolId: INSTALLATION,
    action: "person.added",
    targetId: person.id,
    details: { personId: person.id, by: "command_line" },
  });
  return { person, oneTimePassword: secret };
}

/**
 * Gives an administrator or someone of a school office a one-time password, where nobody else can.
 *
 * @throws {DomainError} `not_found` for other names; `conflict` for a suspended person.
 */
export async function recover(deps: AdminDeps, typed: string): Promise<MadeAdmin> {
  const found = await deps.tables.people.findBy("signInName", "", foldSignInName(typed));
  if (found === null || !isRecoverable(found)) {
    throw new DomainError("not_found", "No administrator or school office signs in by this name");
  }
  if (found.status !== "active") {
    throw new DomainError(
      "conflict",
      `${isolated(found.name)} is suspended: another of the office lets in`,
    );
  }
  const { secret, fields } = await handOut(deps.now());
  const person = await deps.tables.people.update(found, (it) => ({
    ...it,
    ...fields,
    rev: it.rev + 1,
  }));
  await revokeSessions(deps, person);
  await audit(deps, null, {
    schoolId: person.schoolId,
    action: "password.reset",
    targetId: person.id,
    details: { personId: person.id, by: "command_line" },
  });
  return { person, oneTimePassword: secret };
}
