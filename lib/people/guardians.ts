import { audit } from "../access/audit.ts";
import { newId } from "../process/ids.ts";
import type { GuardianLink, Person } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { withdrawOfChild } from "../notices/notices.ts";
import { insertOrFind, type PeopleDeps, requirePerson, requireRunner } from "./deps.ts";

export interface GuardianPair {
  guardianId: string;
  studentId: string;
}

/** Whom a guardian is to be linked to; `null` for nobody of this school. @throws {DomainError} `forbidden`. */
export async function childToLink(
  { tables }: PeopleDeps,
  user: User,
  id: string,
): Promise<Person | null> {
  requireRunner(user);
  return await tables.people.find({ schoolId: user.schoolId, id });
}

/** Lets a guardian see a student's results; a link that is there stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function linkGuardian(
  deps: PeopleDeps,
  user: User,
  { guardianId, studentId }: GuardianPair,
): Promise<GuardianLink> {
  requireRunner(user);
  await requirePerson(deps, user, guardianId, ["parent"]);
  await requirePerson(deps, user, studentId, ["student"]);
  const at = deps.now();
  const link = {
    id: newId(),
    schoolId: user.schoolId,
    createdAt: at,
    guardianId,
    studentId,
    sinceAt: at,
  };
  const stored = await insertOrFind(
    deps.tables.guardianLinks,
    link,
    "pair",
    `${guardianId}/${studentId}`,
  );
  await audit(deps, user, {
    once: stored.id,
    schoolId: user.schoolId,
    action: "guardian.linked",
    targetId: studentId,
    details: { guardianId, studentId },
  });
  return stored;
}

/** Ends the link at once. @throws {DomainError} `forbidden`; `not_found` for a person who is not here. */
export async function unlinkGuardian(
  deps: PeopleDeps,
  user: User,
  { guardianId, studentId }: GuardianPair,
): Promise<void> {
  requireRunner(user);
  const guardian = await requirePerson(deps, user, guardianId);
  await requirePerson(deps, user, studentId);
  const pair = `${guardianId}/${studentId}`;
  const link = await deps.tables.guardianLinks.findBy("pair", user.schoolId, pair);
  if (link === null) return await withdrawOfChild(deps, guardian, studentId);
  // First: of a row that is gone nothing could be written down any more.
  await audit(deps, user, {
    once: `${link.id} ${user.id}`,
    schoolId: user.schoolId,
    action: "guardian.unlinked",
    targetId: studentId,
    details: { guardianId, studentId },
  });
  await deps.tables.guardianLinks.remove(link);
  await withdrawOfChild(deps, guardian, studentId);
}
