import { audit } from "../audit.ts";
import { newId } from "../ids.ts";
import type { GuardianLink } from "../model/people_schema.ts";
import type { User } from "../model/user.ts";
import { insertOrFind, type PeopleDeps, requirePerson, requireRunner } from "./deps.ts";
import { isolated } from "../model/text_signs.ts";

export interface GuardianPair {
  guardianId: string;
  studentId: string;
}

/** Lets a guardian see a student's results; a link that is there stays. @throws {DomainError} `forbidden`; `not_found`. */
export async function linkGuardian(
  deps: PeopleDeps,
  user: User,
  { guardianId, studentId }: GuardianPair,
): Promise<GuardianLink> {
  requireRunner(user);
  const guardian = await requirePerson(deps, user, guardianId, ["parent"]);
  const student = await requirePerson(deps, user, studentId, ["student"]);
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
    summary: `Made ${isolated(guardian.name)} guardian of ${isolated(student.name)}`,
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
  const student = await requirePerson(deps, user, studentId);
  const pair = `${guardianId}/${studentId}`;
  const link = await deps.tables.guardianLinks.findBy("pair", user.schoolId, pair);
  if (link === null) return;
  // First: of a row that is gone nothing could be written down any more.
  await audit(deps, user, {
    once: `${link.id} ${user.id}`,
    schoolId: user.schoolId,
    action: "guardian.unlinked",
    targetId: studentId,
    summary: `${isolated(guardian.name)} is no longer guardian of ${isolated(student.name)}`,
  });
  await deps.tables.guardianLinks.remove(link);
}
