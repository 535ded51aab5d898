import type { Attempt, Receipt } from "../model/attempts/attempt_schema.ts";
import type { Submission } from "../model/attempts/attempt_wire_schema.ts";
import { arrivalAt, deadlineOf } from "./deadline.ts";
import { DomainError } from "../model/process/errors.ts";
import type { User } from "../access/user.ts";
import { isPaused } from "../model/assignments/pauses.ts";
import { isFor, receiptFacts, signReceipt } from "./receipts.ts";
import { isUnavailable } from "../store/outage/away.ts";
import type { RowRef } from "../store/store.ts";
import {
  type AttemptContext,
  type AttemptDeps,
  contextOf,
  paperOf,
  requireOwn,
  tell,
} from "./context.ts";
import { headOf } from "./head_of.ts";
import { lastOf, MissingWrites } from "./merge.ts";
import { isOpen, type NewEvent, type Projection } from "./projection.ts";
import type { Decision } from "./store.ts";

export interface SubmitCommand {
  user: User;
  attemptId: string;
  submission: Submission;
}

/**
 * Hands an attempt in and gives its receipt; a repeat gives the same receipt.
 *
 * @throws {DomainError} `not_found`; `conflict/missing_writes` naming what to send again; `conflict/stale` when the page
 * shows other answers than the server has; `conflict/paused` during a pause; `closed/late` when it ended without being
 * handed in.
 */
export async function submit(
  deps: AttemptDeps,
  { user, attemptId, submission }: SubmitCommand,
): Promise<Receipt> {
  const own = await requireOwn(deps, user, attemptId);
  const context = await contextOf(deps, own);
  const present = await settled(deps, own, context);
  const { attempt } = await deps.attempts.append(
    present,
    "all",
    (now) => studentHandsIn(now, { submission, context, at: deps.now() }),
  );
  tell(deps, attempt);
  if (attempt.state === "abandoned" || attempt.state === "voided") throw ended();
  const receipt = (await finished(deps, attempt)).receipt;
  if (receipt === null) throw new Error(`Cannot find the receipt of attempt ${attempt.id}`);
  return receipt;
}

/** What a page hears that writes to an attempt which is over. */
export function ended(detail: Record<string, unknown> = {}): DomainError {
  return new DomainError("closed", "This test has ended", { reason: "late", detail });
}

/** What whoever hands in hears during a pause. */
export function standsStill(): DomainError {
  return new DomainError(
    "conflict",
    "Your teacher has paused the test. Send your answers again when it goes on",
    { reason: "paused" },
  );
}

function studentHandsIn(
  { attempt, answers }: Projection,
  { submission, context, at }: { submission: Submission; context: AttemptContext; at: number },
): Decision<void> {
  if (!isOpen(attempt)) return { events: [], result: undefined };
  if (isPaused([...attempt.pauses, ...context.assignment.room.pauses])) throw standsStill();
  const { writerId, n, heads } = submission;
  const last = lastOf(attempt, writerId);
  if (last < n) throw new MissingWrites(writerId, last + 1);
  const other = Object.entries(heads)
    .filter(([slotId, head]) => headOf(answers.get(slotId)?.response ?? null) !== head)
    .map(([slotId]) => slotId);
  if (other.length > 0) {
    throw new DomainError("conflict", "Another version of your answers is on the server", {
      reason: "stale",
      detail: { slots: other },
    });
  }
  const deadlineAt = deadlineOf({ attempt, ...context }, at);
  const inTime = arrivalAt(deadlineAt, context.assignment.graceMs, at) === "in_time";
  const actor = { kind: "student" as const, id: attempt.studentId };
  return {
    events: [submittedEvent(at, actor, inTime ? "student" : "clock")],
    patch: { dueAt: at, lastSeenAt: at },
    result: undefined,
  };
}

/** The event of handing in. */
export function submittedEvent(
  at: number,
  actor: NewEvent["actor"],
  by: "student" | "clock" | "teacher",
): NewEvent {
  return { at, actor, writerId: null, n: null, late: false, data: { type: "submitted", by } };
}

/**
 * The attempt as it stands now. One whose time and grace ran out is handed in, or abandoned, first; one that was handed
 * in without getting its receipt or its marks gets them. Every read of an attempt goes through here, and the sweeper.
 */
export async function settled(
  deps: AttemptDeps,
  attempt: Attempt,
  context: AttemptContext,
): Promise<Attempt> {
  const open = isOpen(attempt) && isOver(attempt, context, deps.now());
  const present = open ? await expired(deps, attempt, context) : attempt;
  if (present !== attempt) tell(deps, present);
  return present.state === "submitted" && (present.dueAt !== null || present.receipt === null)
    ? await whileThere(() => finished(deps, present), present)
    : present;
}

/** Whether deadline and grace have passed. */
export function isOver(attempt: Attempt, context: AttemptContext, now: number): boolean {
  const deadlineAt = deadlineOf({ attempt, ...context }, now);
  return arrivalAt(deadlineAt, context.assignment.graceMs, now) === "too_late";
}

/** When the sweeper should look again: deadline plus grace, `null` without an end. */
export function dueAtOf(attempt: Attempt, context: AttemptContext, now: number): number | null {
  const deadlineAt = deadlineOf({ attempt, ...context }, now);
  return deadlineAt === null ? null : deadlineAt + context.assignment.graceMs;
}

/** Tells the sweeper when to look again, after something moved the deadline. */
export async function rescheduled(
  { attempts, now }: Pick<AttemptDeps, "attempts" | "now">,
  ref: RowRef,
  context: AttemptContext,
): Promise<Attempt> {
  const { attempt } = await attempts.append(ref, [], ({ attempt }) => {
    const dueAt = dueAtOf(attempt, context, now());
    if (!isOpen(attempt) || attempt.dueAt === dueAt) return { events: [], result: undefined };
    return { events: [], patch: { dueAt }, result: undefined };
  });
  return attempt;
}

/** While the store is away nobody's test is ended for them: another process may know of more time. */
async function expired(
  deps: AttemptDeps,
  attempt: Attempt,
  context: AttemptContext,
): Promise<Attempt> {
  return await whileThere(() => expire(deps, attempt, context), attempt);
}

/** What `work` makes of the attempt; while the store is away it stays as it is. */
async function whileThere(work: () => Promise<Attempt>, attempt: Attempt): Promise<Attempt> {
  try {
    return await work();
  } catch (error) {
    if (isUnavailable(error)) return attempt;
    throw error;
  }
}

async function expire(
  { attempts, now }: AttemptDeps,
  ref: RowRef,
  context: AttemptContext,
): Promise<Attempt> {
  const { attempt } = await attempts.append(ref, [], ({ attempt }) => {
    const at = now();
    if (!isOpen(attempt) || !isOver(attempt, context, at)) return { events: [], result: undefined };
    const actor = { kind: "clock" as const, id: null };
    if (context.assignment.onExpiry === "submit") {
      const events = [submittedEvent(at, actor, "clock")];
      return { events, patch: { dueAt: at }, result: undefined, mayWait: false };
    }
    const abandoned: NewEvent = {
      ...submittedEvent(at, actor, "clock"),
      data: { type: "abandoned" },
    };
    return { events: [abandoned], patch: { dueAt: null }, result: undefined, mayWait: false };
  });
  return attempt;
}

/** Gives a handed-in attempt its receipt, then has it graded. What fails is tried again by the sweeper. */
export async function finished(deps: AttemptDeps, attempt: Attempt): Promise<Attempt> {
  if (attempt.state !== "submitted") return attempt;
  const withReceipt = attempt.receipt === null ? await givenReceipt(deps, attempt) : attempt;
  if (withReceipt.dueAt === null) return withReceipt;
  try {
    await deps.onHandedIn(withReceipt);
  } catch (error) {
    if (isUnavailable(error)) return withReceipt;
    deps.log({ event: "fault", requestId: null, where: "after hand-in", error: error as Error });
    return withReceipt;
  }
  const { attempt: done } = await deps.attempts.append(withReceipt, [], ({ attempt: now }) => {
    const patch = now.state === "submitted" && now.dueAt !== null ? { patch: { dueAt: null } } : {};
    return { events: [], result: undefined, ...patch };
  });
  return done;
}

/** An answer that comes in between, acknowledged in time by another process, is signed for too. */
const TRIES = 5;

/**
 * The receipt follows from the log alone, so that whoever makes it makes the same. It is never kept for later: another
 * process could make one meanwhile of what it alone knows.
 */
async function givenReceipt(deps: AttemptDeps, attempt: Attempt): Promise<Attempt> {
  const paper = await paperOf(deps, attempt);
  for (let i = 0; i < TRIES; i++) {
    const [answers, seq] = [await deps.attempts.answers(attempt), await sealedSeq(deps, attempt)];
    const facts = receiptFacts({ attempt, answers, seq, total: paper.slots.length });
    const receipt = await signReceipt(deps.receiptKeys, facts);
    const { attempt: done } = await deps.attempts.append(attempt, "all", (now) => ({
      events: [],
      result: undefined,
      mayWait: false,
      ...(now.attempt.receipt === null && isFor(receipt, now) && { patch: { receipt } }),
    }));
    if (done.state !== "submitted" || done.receipt !== null) return done;
  }
  throw new DomainError("conflict", "This test is being changed elsewhere", { reason: "stale" });
}

/** What a receipt is about; a page that is still open adds other events after it. */
const SEALED = new Set(["submitted", "answered", "edited"]);
const PAGE = 200;

/** The number of the last event that made the attempt what it was handed in as. */
async function sealedSeq(
  { attempts }: Pick<AttemptDeps, "attempts">,
  ref: RowRef,
): Promise<number> {
  const present = await attempts.find(ref);
  for (let to = present?.seq ?? 0; to > 0; to -= PAGE) {
    const from = Math.max(0, to - PAGE);
    const events = await attempts.events(ref, from, to - from);
    const found = events.findLast(({ data }) => SEALED.has(data.type));
    if (found !== undefined) return found.seq;
  }
  throw new Error(`Cannot find the hand-in of attempt ${ref.id}`);
}
