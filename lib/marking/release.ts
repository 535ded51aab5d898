import { requireRun } from "../assignments/assignments.ts";
import { audit, ofTest } from "../access/audit.ts";
import type { Assignment } from "../model/assignments/assignment_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Holder } from "../model/results/results_schema.ts";
import type { User } from "../access/user.ts";
import { requireAllTold } from "../process/past_failures.ts";
import { holdersOf } from "./holders.ts";
import type { MarkingDeps } from "./marking_deps.ts";
import { gradesOf } from "./queue.ts";
import { readerCounts, resultReaders } from "./result_readers.ts";
import type { Job } from "../jobs/job_schema.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { withdrawReleased } from "./release_notices.ts";
import { TELL_RELEASED, tellKey } from "./tell_released.ts";

export type ReleaseDeps = MarkingDeps & { jobs: Jobs };

/** What a teacher is told before releasing. */
export interface ReleasePlan {
  assignment: Assignment;
  /** Handed in and counted. */
  results: number;
  /** Who will have something to see. */
  students: number;
  guardians: number;
  /** Answers without a mark, and students they belong to. */
  unmarkedAnswers: number;
  unmarkedStudents: number;
  /** Who can still sit it; while anyone can, right answers stay shut. */
  holders: Holder[];
}

/** Who would see what. @throws {DomainError} `not_found`. */
export async function releasePlan(
  deps: MarkingDeps,
  { user, assignmentId }: { user: User; assignmentId: string },
): Promise<ReleasePlan> {
  const assignment = await requireRun(deps, user, assignmentId);
  const [grades, holders] = await Promise.all([
    gradesOf(deps, assignment),
    holdersOf(deps, assignment),
  ]);
  const readers = await resultReaders(deps, assignment, grades);
  const unmarked = grades.filter(({ waiting }) => waiting.length > 0);
  return {
    assignment,
    results: grades.length,
    ...readerCounts(readers),
    unmarkedAnswers: unmarked.reduce((n, { waiting }) => n + waiting.length, 0),
    unmarkedStudents: new Set(unmarked.map(({ studentId }) => studentId)).size,
    holders,
  };
}

export interface ReleaseCommand {
  user: User;
  assignmentId: string;
  /** Release although answers wait for marks; those students see what is marked so far. */
  partial: boolean;
  /** The request that asks for it. */
  causedBy?: string | null;
}

/**
 * Lets students and their guardians see the results, and tells them: a job, which may go on after this. Releasing what is
 * released answers as before.
 *
 * @throws {DomainError} `not_found`; `conflict/ungraded` with the count in `detail.answers` unless `partial`; `unavailable`
 * naming those who could not be told, when it is released all the same.
 */
export async function release(
  deps: ReleaseDeps,
  command: ReleaseCommand,
): Promise<{ assignment: Assignment; job: Job | null }> {
  const { user, assignmentId, partial, causedBy = null } = command;
  const assignment = await requireRun(deps, user, assignmentId);
  const grades = await gradesOf(deps, assignment);
  const answers = grades.reduce((n, { waiting }) => n + waiting.length, 0);
  if (answers > 0 && !partial && assignment.releasedAt === null) throw ungraded(answers);
  const released = await deps.tables.assignments.update(assignment, (old) => {
    if (old.releasedAt !== null) return old;
    const { releaseNo, rev } = old;
    const by = { releasedAt: deps.now(), releasedBy: user.id };
    return { ...old, ...by, releaseNo: releaseNo + 1, rev: rev + 1 };
  });
  await write(deps, user, released, "assignment.release");
  if (released.practice) return { assignment: released, job: null };
  const { schoolId, id, releaseNo } = released;
  const job = await deps.jobs.submit(TELL_RELEASED, {
    schoolId,
    input: { assignmentId: id, releaseNo },
    key: tellKey(released),
    byId: user.id,
    causedBy,
  });
  return { assignment: released, job };
}

/** Takes a release back, notices too. What is not released stays so. @throws {DomainError} `not_found`. */
export async function unrelease(
  deps: ReleaseDeps,
  { user, assignmentId }: { user: User; assignmentId: string },
): Promise<Assignment> {
  const before = await requireRun(deps, user, assignmentId);
  if (before.releaseNo === 0) return before;
  const after = await deps.tables.assignments.update(
    before,
    (old) =>
      old.releasedAt === null
        ? old
        : { ...old, releasedAt: null, releasedBy: null, rev: old.rev + 1 },
  );
  await deps.jobs.cancelKey(TELL_RELEASED, after.schoolId, tellKey(after));
  const failed = await withdrawReleased(deps, after);
  await write(deps, user, after, "assignment.unrelease");
  requireAllTold("The results are taken back", failed);
  return after;
}

async function write(
  deps: MarkingDeps,
  user: User,
  assignment: Assignment,
  action: "assignment.release" | "assignment.unrelease",
): Promise<void> {
  const { schoolId, id, releaseNo } = assignment;
  await audit(deps, user, {
    schoolId,
    action,
    targetId: id,
    once: releaseNo,
    details: { ...ofTest(assignment), releaseNo },
  });
}

function ungraded(answers: number): DomainError {
  const message = answers === 1 ? "1 answer waits for marks" : `${answers} answers wait for marks`;
  return new DomainError("conflict", message, { reason: "ungraded", detail: { answers } });
}
