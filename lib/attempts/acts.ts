import { type AssignmentDeps, requireRun } from "../assignments/assignments.ts";
import { audit, ofTest } from "../access/audit.ts";
import type { AttemptAct } from "./attempt_act_schema.ts";
import type { Attempt, AttemptEvent } from "../model/attempts/attempt_schema.ts";
import { deadlineOf } from "./deadline.ts";
import { DomainError } from "../model/process/errors.ts";
import type { AuditDetails } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import { requireAttempt } from "./attempt_ref.ts";
import { type AttemptDeps, contextOf } from "./context.ts";
import { applyToAttempt, type Effect, lastTurn } from "./effects.ts";
import { keptAnswers } from "./kept_answers.ts";
import { isOpen } from "./projection.ts";
import { allEvents, attemptsBy } from "./store.ts";

export interface ActCommand {
  user: User;
  assignmentId: string;
  /** Its id, or what `attemptRef()` calls it. */
  attemptId: string;
  act: AttemptAct;
}

/**
 * Opens one attempt again, voids it, lets it count again, hands it in for the student, or takes what came too late or during
 * a pause. It is written into the audit log.
 *
 * @throws {DomainError} `not_found`, for whoever does not run the test alike; `conflict/released` once results are out;
 * `conflict/not_running` for an attempt in another state; `conflict/other_attempt` while the student writes another one;
 * `conflict/stale` when nothing is left to take.
 */
export async function actOnAttempt(
  deps: AssignmentDeps & AttemptDeps,
  { user, assignmentId, attemptId, act }: ActCommand,
): Promise<Attempt> {
  const assignment = await requireRun(deps, user, assignmentId);
  const { attempt } = await requireAttempt(deps.attempts, assignment, attemptId);
  if (assignment.releasedAt !== null) {
    throw new DomainError("conflict", "Take the results back before you change this attempt", {
      reason: "released",
    });
  }
  const effect = await effectOf(deps, attempt, act);
  const changed = await applyToAttempt(deps, attempt, { effect, byId: user.id });
  // Another teacher took it a moment before.
  if (effect.kind === "take_late" && !changed.applied.includes(effect.commandId)) {
    throw nothingToTake();
  }
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: `attempt.${act.kind}`,
    targetId: attempt.id,
    once: "commandId" in act ? act.commandId : (await lastTurn(deps, changed))?.seq ?? 0,
    details: { ...ofTest(assignment), ...detailsOf(effect) },
  });
  return changed;
}

async function effectOf(deps: AttemptDeps, attempt: Attempt, act: AttemptAct): Promise<Effect> {
  switch (act.kind) {
    case "reopen":
      return await reopening(deps, attempt, act);
    case "take_late":
      return await taking(deps, attempt, act);
    case "hand_in":
      return { kind: "end" };
    default:
      return act;
  }
}

function detailsOf(effect: Effect): AuditDetails {
  if ("reason" in effect) return { reason: effect.reason };
  return effect.kind === "take_late" ? { taken: effect.taken.length } : {};
}

/** What came too late or during a pause and may still count: of these questions, or all of it. */
async function taking(
  deps: AttemptDeps,
  attempt: Attempt,
  { commandId, slotIds }: Extract<AttemptAct, { kind: "take_late" }>,
): Promise<Effect> {
  const [events, answers] = await Promise.all([
    allEvents(deps.attempts, attempt),
    deps.attempts.answers(attempt),
  ]);
  // The log says what this very command took, also a moment ago.
  const taken = keptAnswers(events, answers).filter(({ slotId, seq, standing }) =>
    (slotIds === null || slotIds.includes(slotId)) &&
    (standing === "open" || wasTaken(events, { commandId, seq }))
  );
  if (taken.length === 0) throw nothingToTake();
  return { kind: "take_late", commandId, taken };
}

function nothingToTake(): DomainError {
  return new DomainError("conflict", "Nothing is left to take. Look at the answers again", {
    reason: "stale",
  });
}

function wasTaken(
  events: readonly AttemptEvent[],
  { commandId, seq }: { commandId: string; seq: number },
): boolean {
  return events.some(({ data }) =>
    data.type === "late_taken" && data.commandId === commandId && data.fromSeq === seq
  );
}

/** Adds as much time as it takes for the student to have these minutes from now on. */
async function reopening(
  deps: AttemptDeps,
  attempt: Attempt,
  { commandId, minutes, reason }: Extract<AttemptAct, { kind: "reopen" }>,
): Promise<Effect> {
  const begun = await attemptsBy(deps.attempts, studentOf(attempt), attempt.assignmentId);
  if (begun.some((it) => it.id !== attempt.id && isOpen(it))) {
    throw new DomainError("conflict", "The student is writing another attempt now", {
      reason: "other_attempt",
    });
  }
  const now = deps.now();
  const deadlineAt = deadlineOf({ attempt, ...await contextOf(deps, attempt) }, now);
  const ms = deadlineAt === null ? 0 : Math.max(0, now + minutes * 60_000 - deadlineAt);
  return { kind: "reopen", commandId, ms, reason };
}

function studentOf({ schoolId, studentId }: Attempt): Pick<User, "id" | "schoolId"> {
  return { schoolId, id: studentId };
}
