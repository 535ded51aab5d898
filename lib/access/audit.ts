import type { Clock } from "../process/clock.ts";
import { idWithin, newId } from "../process/ids.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { cutText } from "../model/process/common_schema.ts";
import { type Audit, type AuditDetails, MAX_SUMMARY } from "../model/people/people_schema.ts";
import type { User } from "./user.ts";
import type { AuditKind } from "../notices/audit_words.ts";
import type { Tables } from "../store/tables.ts";

export type AuditDeps = { tables: Pick<Tables, "audits"> } & Clock;

export interface AuditEntry {
  schoolId: string;
  action: AuditKind;
  targetId: string;
  /** Ids, and what no row says later; its words are made when it is shown. A text is cut where it is longer than it may be. */
  details?: AuditDetails;
  /** Tells this act from others of its kind on its target: done again, it is the same line. */
  once?: string | number;
}

/** Details of a line about a given test: which, and to whom it was given. */
export function ofTest({ id, audience }: Pick<Assignment, "id" | "audience">): AuditDetails {
  return {
    assignmentId: id,
    ...(audience.kind === "class" && { classId: audience.classId }),
  };
}

/** Writes down who did what to whom; nothing ever changes or removes it. */
export async function audit(
  { tables, now }: AuditDeps,
  user: Pick<User, "id" | "schoolId"> | null,
  entry: AuditEntry,
): Promise<void> {
  await tables.audits.ensure(auditRow(entry, { actorId: user?.id ?? null, at: now() }));
}

/**
 * The line itself, where it is kept with what it is about until it is written down. It fits its schema whatever was done:
 * texts of the longest are cut, and what it is about may be any row.
 */
export function auditRow(
  { once, details = {}, ...it }: AuditEntry,
  { actorId, at }: { actorId: string | null; at: number },
): Audit {
  const id = once === undefined ? newId() : idOfOnce(it, once);
  const kept = Object.entries(details).map(([key, value]) => [
    key,
    typeof value === "string" ? cutText(value, MAX_SUMMARY) : value,
  ]);
  return { id, createdAt: at, actorId, ...it, details: Object.fromEntries(kept) };
}

/** Whether it was written down. */
export async function isAudited(
  { tables }: Pick<AuditDeps, "tables">,
  { schoolId, once, ...it }: Pick<AuditEntry, "schoolId" | "action" | "targetId"> & {
    once: string | number;
  },
): Promise<boolean> {
  return await tables.audits.find({ schoolId, id: idOfOnce(it, once) }) !== null;
}

function idOfOnce(
  { targetId, action }: Pick<AuditEntry, "action" | "targetId">,
  once: string | number,
): string {
  return idWithin(targetId, `${action} ${once}`);
}
