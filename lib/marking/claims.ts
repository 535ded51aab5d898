import { DomainError, notFound } from "../model/process/errors.ts";
import { claimOf } from "../grading/latest_marks.ts";
import type { Grade } from "../grading/grade_schema.ts";
import type { User } from "../access/user.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { requireGrade } from "./marking_slot.ts";
import { isolated } from "../model/text/text_signs.ts";

/** A claim lasts this long and is renewed while the marker writes. */
export const CLAIM_MS = 5 * 60_000;

export interface ClaimCommand {
  user: User;
  attemptId: string;
  slotId: string;
}

/**
 * Keeps an answer for one marker, so that two do not mark it at once; a repeat renews it.
 *
 * @returns Until when.
 * @throws {DomainError} `not_found`; `conflict/claimed` while somebody else marks it.
 */
export async function claimAnswer(deps: MarkingDeps, command: ClaimCommand): Promise<number> {
  const { user, slotId } = command;
  const { grade } = await requireGrade(deps, user, command.attemptId);
  if (!grade.slots.some((it) => it.slotId === slotId)) throw notFound();
  const untilAt = deps.now() + CLAIM_MS;
  try {
    await deps.tables.grades.update(grade, (old) => {
      refuseClaimed(old, slotId, { user, now: deps.now() });
      return {
        ...old,
        claims: [...others(old, command, deps.now()), { slotId, byId: user.id, untilAt }],
      };
    });
  } catch (error) {
    throw await withName(deps, user, error);
  }
  return untilAt;
}

/** Gives a claim back; one that is not there is given back already. */
export async function dropClaim(deps: MarkingDeps, command: ClaimCommand): Promise<void> {
  const { grade } = await requireGrade(deps, command.user, command.attemptId);
  await deps.tables.grades.update(grade, (old) => {
    const claims = others(old, command, deps.now());
    return claims.length === old.claims.length ? old : { ...old, claims };
  });
}

/** Claims that still hold, without this marker's of this slot. */
export function others(
  { claims }: Grade,
  { user, slotId }: Pick<ClaimCommand, "user" | "slotId">,
  now: number,
): Grade["claims"] {
  return claims.filter((it) => now < it.untilAt && !(it.slotId === slotId && it.byId === user.id));
}

/** @throws {DomainError} `conflict/claimed` while somebody else marks it. */
export function refuseClaimed(
  grade: Grade,
  slotId: string,
  { user, now }: { user: User; now: number },
): void {
  const claim = claimOf(grade, slotId, { now, exceptId: user.id });
  if (claim === null) return;
  throw new DomainError("conflict", "Somebody else is marking this one", {
    reason: "claimed",
    detail: { byId: claim.byId, untilAt: claim.untilAt },
  });
}

/** The refusal of a claimed or stale answer with the other marker's name in it; any other error as it is. */
export async function withName(
  { tables }: Pick<MarkingDeps, "tables">,
  { schoolId }: User,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof DomainError) || !error.detail) return error;
  if (error.reason !== "claimed" && error.reason !== "stale") return error;
  const byId = error.detail["byId"];
  const by = typeof byId === "string" ? await tables.people.find({ schoolId, id: byId }) : null;
  const name = by?.name ?? "A colleague";
  const said = error.reason === "claimed" ? "is marking this one" : "marked this answer meanwhile";
  return new DomainError("conflict", `${isolated(name)} ${said}`, {
    reason: error.reason,
    detail: { ...error.detail, name },
  });
}
