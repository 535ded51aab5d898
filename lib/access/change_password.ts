import { audit } from "./audit.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { Person, Session } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import { hashPassword, passwordProblem, verifyPassword } from "./passwords.ts";
import { mayResetPassword } from "./policy/people.ts";
import { maySeeSchool } from "./policy/school.ts";
import { isPupilOf } from "./reader_relations.ts";
import { revokeSessions } from "./sessions.ts";
import { keyOf } from "../store/store.ts";
import type { AddedPerson } from "../people/add_person.ts";
import { fieldError, type PeopleDeps, requirePerson } from "../people/deps.ts";
import { handOut } from "./one_time.ts";
import { isolated } from "../model/text/text_signs.ts";

/** The person, if `user` may give out a new password for them. @throws {DomainError} `not_found` for everybody else. */
export async function requireResettable(
  deps: PeopleDeps,
  user: User,
  id: string,
): Promise<Person> {
  const person = await requirePerson(deps, user, id);
  const pupil = await isPupilOf(deps, user, id);
  if (mayResetPassword(user, person, pupil)) return person;
  if (!maySeeSchool(user) && !pupil) throw notFound();
  throw new DomainError("forbidden", "You cannot give this person a new password");
}

/**
 * Replaces a password by a one-time password, which is shown this once, and signs the person out everywhere.
 *
 * @throws {DomainError} `not_found`; `forbidden`; `conflict` for a person who may not sign in; `rate`.
 */
export async function resetPassword(
  deps: PeopleDeps,
  user: User,
  id: string,
): Promise<AddedPerson & { oneTimePassword: string }> {
  const before = await requireResettable(deps, user, id);
  if (before.status !== "active") {
    throw new DomainError("conflict", `${isolated(before.name)} may not sign in at present`);
  }
  await deps.limiter.take("passwordReset", keyOf(user));
  const { secret, fields } = await handOut(deps.now());
  const person = await deps.tables.people.update(before, (it) => ({
    ...it,
    ...fields,
    rev: it.rev + 1,
  }));
  await revokeSessions(deps, person);
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "password.reset",
    targetId: id,
    details: { personId: id },
  });
  return { person, oneTimePassword: secret };
}

/** Whether the person must choose a password before anything else. */
export async function mustChoosePassword(
  deps: Pick<PeopleDeps, "tables">,
  user: User,
): Promise<boolean> {
  return (await requirePerson(deps, user, user.id)).mustChangePassword;
}

/**
 * Sets one's own password and ends all other sessions.
 *
 * @param current Not asked for right after a one-time password.
 * @throws {DomainError} `invalid/fields`; `rate` after many wrong passwords.
 */
export async function choosePassword(
  deps: PeopleDeps,
  user: User,
  { session, current, next }: { session: Session; current: string; next: string },
): Promise<void> {
  const before = await requirePerson(deps, user, user.id);
  const problem = passwordProblem(next, personalWords(before));
  if (problem !== null) throw fieldError("next", problem);
  if (!before.mustChangePassword) {
    const own = `own ${keyOf(user)}`;
    await deps.limiter.take("signInName", own);
    if (!await verifyPassword(before.passwordHash, current)) {
      throw fieldError("current", "This is not your password now");
    }
    await deps.limiter.clear("signInName", own);
  }
  if (await verifyPassword(before.passwordHash, next)) {
    throw fieldError("next", "Choose another password than the one you have");
  }
  const passwordHash = await hashPassword(next);
  await deps.tables.people.update(before, (it) => {
    if (it.passwordHash !== before.passwordHash) {
      throw fieldError("current", "Your password was changed meanwhile. Sign in again");
    }
    const { oneTimeUntilAt: _, ...rest } = it;
    return { ...rest, passwordHash, mustChangePassword: false, rev: it.rev + 1 };
  });
  await revokeSessions(deps, user, session.id);
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "password.changed",
    targetId: user.id,
    details: { personId: user.id },
  });
}

/** What a person's password must not be. */
function personalWords({ name, email, username }: Person): string[] {
  return [name, ...name.split(/\s+/), email, username, email?.split("@")[0]]
    .filter((word) => typeof word === "string");
}
