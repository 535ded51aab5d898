import type { Clock } from "../process/clock.ts";
import type { Draw } from "./draws.ts";
import type { Log } from "../process/log.ts";
import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { assignmentTopic, attemptTopic, type Bus } from "../process/bus.ts";
import { overrideId } from "../process/ids.ts";
import type { AttemptPush } from "../model/live/live.ts";
import { clockOf } from "./deadline.ts";
import { notFound } from "../model/process/errors.ts";
import type { Accommodation } from "../model/people/people_schema.ts";
import type { User } from "../access/user.ts";
import type { ReceiptKeys } from "./receipts.ts";
import type { RelationDeps } from "../access/relations.ts";
import type { RowRef } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { AttemptStore } from "./store.ts";

export type AttemptDeps =
  & {
    attempts: AttemptStore;
    receiptKeys: ReceiptKeys;
    tables: Pick<
      Tables,
      | "assignments"
      | "overrides"
      | "accommodations"
      | "examVersions"
      | "questionVersions"
      | "stuckAttempts"
    >;
    log: Log;
    bus: Bus;
    /** What decides in which order a paper shows its questions and options. */
    draw: Draw;
    /** Called once or more after an attempt was handed in, its receipt made, or was voided or opened again: grading. */
    onHandedIn: (attempt: Attempt) => Promise<void>;
  }
  & RelationDeps
  & Clock;

/** Everything that decides an attempt's times. */
export interface AttemptContext {
  assignment: Assignment;
  override: Override | null;
  accommodation: Accommodation | null;
}

/** @throws {DomainError} `not_found` when the assignment is gone. */
export async function contextOf(
  { tables }: Pick<AttemptDeps, "tables">,
  { schoolId, assignmentId, studentId }: Pick<Attempt, "schoolId" | "assignmentId" | "studentId">,
): Promise<AttemptContext> {
  const [assignment, override, accommodation] = await Promise.all([
    tables.assignments.find({ schoolId, id: assignmentId }),
    tables.overrides.find({ schoolId, id: overrideId(assignmentId, studentId) }),
    tables.accommodations.find({ schoolId, id: studentId }),
  ]);
  if (assignment === null) throw notFound();
  return { assignment, override, accommodation };
}

/** The student's own attempt. @throws {DomainError} `not_found`, for a stranger's alike. */
export async function requireOwn(
  { attempts }: Pick<AttemptDeps, "attempts">,
  user: User,
  id: string,
): Promise<Attempt> {
  const attempt = await attempts.find({ schoolId: user.schoolId, id });
  if (attempt === null || attempt.studentId !== user.id) throw notFound();
  return attempt;
}

/** The paper of an attempt, which every attempt has. */
export async function paperOf(
  { attempts }: Pick<AttemptDeps, "attempts">,
  ref: RowRef,
): Promise<NonNullable<Awaited<ReturnType<AttemptStore["paper"]>>>> {
  const paper = await attempts.paper(ref);
  if (paper === null) throw new Error(`Cannot find the paper of attempt ${ref.id}`);
  return paper;
}

/** Raised by everything that may move an attempt's deadline. */
export function clockRev(attempt: Attempt, context: AttemptContext): number {
  const { assignment: { room, rev }, override, accommodation } = context;
  const others = (override?.rev ?? 0) + (accommodation?.rev ?? 0);
  return room.rev + rev + others + attempt.applied.length;
}

/** What others can change on the student's page: clock, writer, and the room's notices not shown yet. */
export function pushFor(attempt: Attempt, context: AttemptContext, now: number): AttemptPush {
  const concerning = context.assignment.room.entries.filter((entry) =>
    entry.at >= attempt.startedAt && !attempt.seen.includes(entry.id) &&
    (entry.studentIds === null || entry.studentIds.includes(attempt.studentId))
  );
  return {
    attemptId: attempt.id,
    seq: attempt.seq,
    writerId: attempt.writerId,
    clock: { ...clockOf({ attempt, ...context }, now), rev: clockRev(attempt, context) },
    notices: concerning.slice(-20).map(({ id, at, kind, ms, text, studentIds }) => ({
      id,
      at,
      kind,
      ms,
      text,
      personal: studentIds !== null,
    })),
  };
}

/** Tells pages and rooms that an attempt changed. */
export function tell(
  { bus }: Pick<AttemptDeps, "bus">,
  { schoolId, id, assignmentId }: Pick<Attempt, "schoolId" | "id" | "assignmentId">,
): void {
  bus.publish(attemptTopic({ schoolId, id }));
  bus.publish(assignmentTopic({ schoolId, id: assignmentId }));
}
