import { DomainError } from "../model/errors.ts";
import type { AuditLine } from "../model/audit_line.ts";
import type { User } from "../model/user.ts";
import { auditLines } from "../notices/audit_lines.ts";
import { INSTALLATION } from "../store.ts";
import type { PeopleDeps } from "./deps.ts";

/**
 * Who did what, newest first: in one's own school, and for the administrator of the installation what concerns no school.
 *
 * @throws {DomainError} `forbidden`.
 */
export async function auditLog(
  { tables }: Pick<PeopleDeps, "tables">,
  user: User,
  after?: string,
): Promise<{ items: AuditLine[]; next: string | null }> {
  const own = user.role === "school_admin" && user.schoolId !== INSTALLATION;
  const installation = user.role === "admin" && user.schoolId === INSTALLATION;
  if (!own && !installation) {
    throw new DomainError("forbidden", "This page is for other people of the school");
  }
  const { items, next } = await tables.audits.list("all", user.schoolId, [], {
    reverse: true,
    limit: 50,
    after,
  });
  return { items: await auditLines({ tables }, user.schoolId, items), next };
}
