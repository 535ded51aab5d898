import { checkTimes, isInAudience, overrideOf, requireRun } from "./assignments.ts";
import { changed, type SettingsDeps, stale } from "./settings.ts";
import { audit, ofTest } from "../access/audit.ts";
import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import { isSameJson } from "../model/process/canonical_json.ts";
import { overrideId } from "../process/ids.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import type { User } from "../access/user.ts";
import { notify, wasTold } from "../notices/notices.ts";

/** What a person may change of one student's sitting. */
export type Exception = Pick<
  Override,
  | "opensAt"
  | "closesAt"
  | "limitMs"
  | "extraMs"
  | "attemptsAllowed"
  | "excused"
  | "makeUp"
  | "reason"
>;

export interface ExceptionCommand {
  user: User;
  assignmentId: string;
  studentId: string;
  exception: Exception;
  /** `rev` of the exception the form was made from; `null` when there was none. */
  rev: number | null;
}

/**
 * Gives one student other times, more attempts, an excuse or a make-up sitting, and tells the student.
 *
 * @throws {DomainError} `not_found`; `conflict/stale` when somebody else changed it since; `invalid/fields`.
 */
export async function setException(
  deps: SettingsDeps,
  { user, assignmentId, studentId, exception, rev }: ExceptionCommand,
): Promise<Override> {
  const assignment = await requireRun(deps, user, assignmentId);
  await requireStudent(deps, assignment, studentId);
  const opensAt = exception.opensAt ?? assignment.opensAt;
  checkTimes({ opensAt, closesAt: exception.closesAt });
  const leftover = await overrideOf(deps, assignment, studentId);
  if (leftover?.endedRev !== undefined) {
    await takeAway(deps, user, { assignment, override: leftover });
    if (rev !== null) throw stale();
  }
  const id = overrideId(assignment.id, studentId);
  const at = deps.now();
  const made = {
    ...exception,
    id,
    schoolId: assignment.schoolId,
    createdAt: at,
    assignmentId: assignment.id,
    studentId,
    byId: user.id,
  };
  const saved = rev === null
    ? await insertFirst(deps, { ...made, rev: 1 })
    : await deps.tables.overrides.update({ schoolId: assignment.schoolId, id }, (it) => {
      const next = { ...made, createdAt: it.createdAt, rev: rev + 1 };
      if (isSameJson(it, next)) return it;
      if (it.rev !== rev) throw stale();
      return next;
    });
  await audit(deps, user, {
    once: `${saved.createdAt} ${saved.rev}`,
    schoolId: user.schoolId,
    action: "assignment.exception",
    targetId: id,
    details: { ...ofTest(assignment), studentId, reason: exception.reason },
  });
  await tell(deps, assignment, { it: saved, wasExcused: leftover?.excused === true });
  await changed(deps, assignment);
  return saved;
}

async function insertFirst(deps: SettingsDeps, override: Override): Promise<Override> {
  const stored = await deps.tables.overrides.ensure(override);
  if (!isSameJson(stored, { ...override, createdAt: stored.createdAt })) throw stale();
  return stored;
}

async function requireStudent(
  deps: SettingsDeps,
  assignment: Assignment,
  studentId: string,
): Promise<void> {
  const student = await deps.tables.people.find({ schoolId: assignment.schoolId, id: studentId });
  const known = await isInAudience(deps, assignment, studentId) ||
    await overrideOf(deps, assignment, studentId) !== null;
  if (student === null || !known) throw notFound();
}

/** Takes an exception away. */
export async function removeException(
  deps: SettingsDeps,
  { user, assignmentId, studentId }: Pick<ExceptionCommand, "user" | "assignmentId" | "studentId">,
): Promise<void> {
  const assignment = await requireRun(deps, user, assignmentId);
  const override = await overrideOf(deps, assignment, studentId);
  if (override !== null) await takeAway(deps, user, { assignment, override });
  await changed(deps, assignment);
}

/**
 * Clocks are ordered by the sum of revs, which may dip on the way and never rise above what it ends as. What the exception
 * counted is remembered in its row, which goes last, so that all of this can be done again.
 */
async function takeAway(
  deps: SettingsDeps,
  user: User,
  { assignment, override }: { assignment: Assignment; override: Override },
): Promise<void> {
  const { tables } = deps;
  const ended = await tables.overrides.update(
    override,
    (it) => it.endedRev !== undefined ? it : { ...it, rev: 0, endedRev: it.rev },
  ).catch((error) => {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  });
  if (ended === null) return;
  const { endedRev = 0, createdAt } = ended;
  await tables.assignments.update(assignment, (it) => ({ ...it, rev: it.rev + endedRev + 1 }));
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "assignment.exception_removed",
    targetId: override.id,
    once: `${createdAt} ${endedRev}`,
    details: { ...ofTest(assignment), studentId: override.studentId },
  });
  await tellTaken(deps, assignment, ended);
  await tables.overrides.remove(ended);
}

/** What an exception gave is gone: whoever had it hears that before they miss the test. */
async function tellTaken(deps: SettingsDeps, assignment: Assignment, it: Override): Promise<void> {
  await notify(deps, {
    schoolId: it.schoolId,
    personId: it.studentId,
    kind: it.excused ? "excuse_ended" : "extra_time",
    cause: `${it.id}-${it.createdAt}-ended`,
    about: { assignmentId: assignment.id },
  });
}

async function tell(
  deps: SettingsDeps,
  assignment: Assignment,
  { it, wasExcused }: { it: Override; wasExcused: boolean },
): Promise<void> {
  const { schoolId, studentId: personId } = it;
  const causeOf = (rev: number) => `${it.id}-${it.createdAt}-${rev}`;
  // Sent again, the row is changed already; what was told of the one before is there still.
  const excuse = { schoolId, personId, kind: "excused", cause: causeOf(it.rev - 1) } as const;
  const otherwise = wasExcused || await wasTold(deps, excuse) ? "excuse_ended" : "extra_time";
  await notify(deps, {
    ...{ schoolId, personId },
    kind: it.excused ? "excused" : it.makeUp ? "make_up" : otherwise,
    cause: causeOf(it.rev),
    about: { assignmentId: assignment.id },
  });
}
