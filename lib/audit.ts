import type { Clock } from "./clock.ts";
import { newId } from "./ids.ts";
import type { User } from "./model/user.ts";
import type { Tables } from "./tables.ts";

export type AuditDeps = { tables: Pick<Tables, "audits"> } & Clock;

/** Writes down who did what to whom; nothing ever changes or removes it. */
export async function audit(
  { tables, now }: AuditDeps,
  user: Pick<User, "id" | "schoolId"> | null,
  it: { schoolId: string; action: string; targetId: string; summary: string },
): Promise<void> {
  await tables.audits.insert({ id: newId(), createdAt: now(), actorId: user?.id ?? null, ...it });
}
