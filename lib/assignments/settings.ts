import { type AssignmentDeps, audienceOf, checkTimes, requireRun } from "./assignments.ts";
import { tellAudience } from "./audience_notices.ts";
import { audit, ofTest } from "../access/audit.ts";
import { assignmentTopic, type Bus } from "../process/bus.ts";
import type { Assignment, AssignmentRules } from "../model/assignments/assignment_schema.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import { DomainError } from "../model/process/errors.ts";
import type { User } from "../access/user.ts";

export type SettingsDeps = AssignmentDeps & {
  bus: Bus;
  /** Recomputes when open attempts end, after a change of times. */
  timesChanged: (assignment: Assignment) => Promise<void>;
};

export interface TimesCommand {
  user: User;
  assignmentId: string;
  times: Pick<AssignmentRules, "opensAt" | "closesAt" | "limitMs">;
  rev: number;
}

/** Moves an assignment's times for everyone without an exception. @throws {DomainError} `not_found`; `conflict/stale`; `invalid/fields`. */
export async function changeTimes(
  deps: SettingsDeps,
  { user, assignmentId, times, rev }: TimesCommand,
): Promise<Assignment> {
  const assignment = await requireRun(deps, user, assignmentId);
  checkTimes(times);
  const saved = await deps.tables.assignments.update(assignment, (it) => {
    if (it.rev === rev + 1 && isSameJson(it, { ...it, ...times, closedAt: null })) return it;
    if (it.rev !== rev) throw stale();
    return {
      ...it,
      ...times,
      closedAt: null,
      rev: it.rev + 1,
      room: { ...it.room, rev: it.room.rev + 1 },
    };
  });
  await audit(deps, user, {
    once: saved.rev,
    schoolId: user.schoolId,
    action: "assignment.times",
    targetId: assignment.id,
    details: ofTest(assignment),
  });
  await changed(deps, saved);
  return saved;
}

/**
 * Takes a test back from everyone, and tells whom it was for; attempts stay.
 *
 * @throws {DomainError} `conflict/released` once results are out; `unavailable` naming those who were not told.
 */
export async function cancelAssignment(
  deps: SettingsDeps,
  { user, assignmentId }: Pick<TimesCommand, "user" | "assignmentId">,
): Promise<Assignment> {
  const assignment = await requireRun(deps, user, assignmentId);
  const saved = await deps.tables.assignments.update(assignment, (it) => {
    if (it.releasedAt !== null) {
      throw new DomainError("conflict", "Take the release back first", { reason: "released" });
    }
    return it.cancelledAt !== null ? it : { ...it, cancelledAt: deps.now(), rev: it.rev + 1 };
  });
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "assignment.cancel",
    once: "",
    targetId: assignment.id,
    details: ofTest(assignment),
  });
  await changed(deps, saved);
  await tellAudience(deps, saved, {
    kind: "cancelled",
    students: await audienceOf(deps, saved),
  });
  return saved;
}

/** What a save hears whose form was made from an older row. */
export function stale(): DomainError {
  return new DomainError("conflict", "Somebody else changed this a moment ago. Look at it again", {
    reason: "stale",
  });
}

/** Brings running attempts in line and tells pages. */
export async function changed(deps: SettingsDeps, assignment: Assignment): Promise<void> {
  await deps.timesChanged(assignment);
  deps.bus.publish(assignmentTopic(assignment));
}
