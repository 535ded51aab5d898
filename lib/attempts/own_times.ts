import { isInAudience } from "../assignments/assignments.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { windowOf } from "./deadline.ts";
import { notFound } from "../model/process/errors.ts";
import type { OwnTimes } from "../model/live/live.ts";
import { maySit } from "../access/policy/assignments.ts";
import type { User } from "../access/user.ts";
import { type AttemptContext, type AttemptDeps, contextOf } from "./context.ts";
import { attemptsLeft } from "./start.ts";
import { attemptsBy } from "./store.ts";

/** A student's own times of a test, every right applied. @throws {DomainError} `not_found` for whom it is not. */
export async function ownTimes(
  deps: AttemptDeps,
  user: User,
  assignmentId: string,
): Promise<OwnTimes> {
  const { schoolId, id: studentId } = user;
  if (!maySit(user)) throw notFound();
  const context = await contextOf(deps, { schoolId, assignmentId, studentId });
  const begun = await attemptsBy(deps.attempts, user, assignmentId);
  if (begun.length === 0 && !await isInAudience(deps, context.assignment, studentId)) {
    throw notFound();
  }
  return timesOf(context, begun, deps.now());
}

/** The same of what was read already. */
export function timesOf(
  context: AttemptContext,
  begun: readonly Attempt[],
  now: number,
): OwnTimes {
  const { assignment, override } = context;
  const { opensAt, closesAt, limitMs, phase } = windowOf(context, now);
  const isThere = phase === "scheduled" || phase === "open";
  return {
    opensAt,
    closesAt,
    limitMs,
    addedMs: assignment.room.addedMs + (override?.extraMs ?? 0),
    mayStart: isThere && !override?.excused && attemptsLeft(context, begun) !== 0,
  };
}
