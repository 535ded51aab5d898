import { isInAudience } from "../assignments/assignments.ts";
import { newId } from "../process/ids.ts";
import type { Attempt, Paper } from "../model/attempts/attempt_schema.ts";
import { windowOf } from "./deadline.ts";
import { DomainError, notFound } from "../model/process/errors.ts";
import { maySit } from "../access/policy/assignments.ts";
import type { User } from "../access/user.ts";
import { type AttemptContext, type AttemptDeps, contextOf, tell } from "./context.ts";
import { dueAtOf, settled } from "./hand_in.ts";
import { buildPaper } from "./paper.ts";
import { bareAttempt, isOpen, type NewEvent } from "./projection.ts";
import { attemptsBy } from "./store.ts";

export interface Started {
  attempt: Attempt;
  /** `false`: it was begun before. */
  created: boolean;
}

/**
 * Starts a test, or goes on with the one begun: a second start answers as the first.
 *
 * @throws {DomainError} `not_found` outside the audience; `closed/cancelled`, `closed/excused`, `closed/not_open_yet`,
 * `closed/window_over`; `conflict/attempts_used`.
 */
export async function startAttempt(
  deps: AttemptDeps,
  { user, assignmentId }: { user: User; assignmentId: string },
): Promise<Started> {
  const { schoolId, id: studentId } = user;
  if (!maySit(user)) throw notFound();
  const context = await contextOf(deps, { schoolId, assignmentId, studentId });
  for (let i = 0; i < 5; i++) {
    const begun = await begunAttempts(deps, user, context);
    const open = begun.find(isOpen);
    if (open) return { attempt: open, created: false };
    if (!await isInAudience(deps, context.assignment, studentId)) throw notFound();
    checkMayStart(context, begun, deps.now());
    const made = await create(deps, { user, context, number: nextNumber(begun) });
    if (made) tell(deps, made);
    if (made) return { attempt: made, created: true };
  }
  throw new DomainError("conflict", "This test is being started elsewhere", { reason: "stale" });
}

/** The student's attempts at this assignment; those out of time are handed in first. */
export async function begunAttempts(
  deps: AttemptDeps,
  user: User,
  context: AttemptContext,
): Promise<Attempt[]> {
  const begun = await attemptsBy(deps.attempts, user, context.assignment.id);
  return await Promise.all(begun.map((it) => settled(deps, it, context)));
}

/** Attempts the student may still begin; `null` for any number. A voided one counts nowhere. */
export function attemptsLeft(
  { assignment, override }: AttemptContext,
  begun: readonly Attempt[],
): number | null {
  const allowed = override?.attemptsAllowed ?? assignment.attemptsAllowed;
  if (allowed === null) return null;
  return Math.max(0, allowed - begun.filter(({ state }) => state !== "voided").length);
}

/** Whether a student with these attempts may begin another now. @throws {DomainError} as {@linkcode startAttempt}. */
export function checkMayStart(
  context: AttemptContext,
  begun: readonly Attempt[],
  now: number,
): void {
  const { opensAt, closesAt, phase } = windowOf(context, now);
  if (phase === "cancelled") throw closed("cancelled", "This test was cancelled");
  if (context.override?.excused) throw closed("excused", "You are excused from this test");
  if (phase === "scheduled") {
    throw closed("not_open_yet", "This test has not opened yet", { opensAt });
  }
  if (phase === "closed") throw closed("window_over", "This test has closed", { closesAt });
  if (attemptsLeft(context, begun) === 0) {
    throw new DomainError("conflict", "You have used all your attempts", {
      reason: "attempts_used",
    });
  }
}

function closed(
  reason: "cancelled" | "excused" | "not_open_yet" | "window_over",
  message: string,
  detail: Record<string, unknown> = {},
): DomainError {
  return new DomainError("closed", message, { reason, detail });
}

function nextNumber(begun: readonly Attempt[]): number {
  return Math.max(0, ...begun.map(({ number }) => number)) + 1;
}

/** `null` when another start won the race. */
async function create(
  deps: AttemptDeps,
  { user, context, number }: { user: User; context: AttemptContext; number: number },
): Promise<Attempt | null> {
  const at = deps.now();
  const { id: assignmentId, schoolId, examId, examVersion } = context.assignment;
  const bare = bareAttempt({
    id: newId(),
    schoolId,
    createdAt: at,
    assignmentId,
    examId,
    examVersion,
    studentId: user.id,
    number,
  });
  const first: NewEvent = {
    at,
    actor: { kind: "student", id: user.id },
    writerId: null,
    n: null,
    late: false,
    data: { type: "started", number },
  };
  const paper = await newPaper(deps, context);
  try {
    return await deps.attempts.create(
      { ...bare, dueAt: dueAtOf(bare, context, at) },
      paper,
      first,
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return null;
    throw error;
  }
}

async function newPaper(
  { tables, draw }: AttemptDeps,
  { assignment: { schoolId, examId, examVersion } }: AttemptContext,
): Promise<Paper> {
  const exam = await tables.examVersions.find({ schoolId, id: `${examId}-${examVersion}` });
  if (exam === null) throw new Error(`Cannot find version ${examVersion} of exam ${examId}`);
  const ids = exam.sections.flatMap(({ slots }) =>
    slots.map(({ questionId, version }) => `${questionId}-${version}`)
  );
  const versions = await tables.questionVersions.findMany(schoolId, [...new Set(ids)]);
  return buildPaper(exam, new Map(versions.map((it) => [it.id, it])), draw);
}
