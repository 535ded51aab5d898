import type { Ack, SaveBatch } from "../model/attempts/attempt_wire_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { arrivalAt, deadlineOf } from "./deadline.ts";
import type { AttemptPush } from "../model/live/live.ts";
import { notFound } from "../model/process/errors.ts";
import { isHeldAt } from "../model/assignments/pauses.ts";
import type { User } from "../access/user.ts";
import {
  type AttemptContext,
  type AttemptDeps,
  contextOf,
  paperOf,
  pushFor,
  requireOwn,
  tell,
} from "./context.ts";
import { eventBytes, requirePace, requireRoom, requireSpace } from "./growth.ts";
import { ended, settled } from "./hand_in.ts";
import { type Arrival, freshEvents, merge, type Merged } from "./merge.ts";
import { isOpen, type NewEvent } from "./projection.ts";
import { checkAgainstPaper } from "./responses.ts";

/** How long after its end a test still keeps what arrives, for the teacher to look at. */
const KEPT_LATE_MS = 86_400_000;
/** A page that asks the time is written down as seen at most this often. */
const SEEN_MS = 10_000;

export interface SaveCommand {
  user: User;
  attemptId: string;
  batch: SaveBatch;
}

/**
 * Takes what a page wrote, and answers once it is on disk. A batch, or part of one, that came before changes nothing. What
 * comes during a pause is held for the teacher; its numbers are named.
 *
 * @throws {DomainError} `not_found`; `invalid` for what does not fit the paper; `conflict/missing_writes` with the number
 * expected; `closed/late` after the end, with how much was kept for the teacher and the number up to which not to send again;
 * `rate` with the time to wait, `rate/writers`, `too_large/attempt_full`, when nothing of the batch was taken.
 */
export async function saveEvents(
  deps: AttemptDeps,
  { user, attemptId, batch }: SaveCommand,
): Promise<Ack> {
  const own = await requireOwn(deps, user, attemptId);
  const [context, paper] = await Promise.all([contextOf(deps, own), paperOf(deps, own)]);
  checkAgainstPaper(paper, batch.events);
  const present = await settled(deps, own, context);
  const slotIds = batch.events.flatMap((event) => "slotId" in event ? [event.slotId] : []);
  const { attempt, answers, result, journalled } = await deps.attempts.append(
    present,
    slotIds,
    (now) => {
      const arrival = arrivalOf(now.attempt, context, deps.now());
      const fresh = freshEvents(now.attempt, batch);
      requirePace(now.attempt.writers[batch.writerId], fresh.length, arrival.at);
      const merged = merge(now, batch, arrival);
      const patch = { lastSeenAt: arrival.at };
      return { events: merged.events, patch, result: { merged, arrival } };
    },
  );
  if (result.arrival.keptAs === "late_refused") throw tooLate(result.merged);
  const slots = [...answers.values()]
    .filter(({ slotId, writerId }) => slotIds.includes(slotId) && writerId === batch.writerId)
    .map(({ slotId, seq }) => [slotId, seq]);
  if (result.merged.events.length > 0) tell(deps, attempt);
  const { clock, seq, writerId } = pushFor(attempt, context, deps.now());
  return {
    ...clock,
    seq,
    writerId,
    acked: result.merged.acked,
    savedAt: attempt.writers[batch.writerId]?.at ?? result.arrival.at,
    stored: journalled ? "journal" : "primary",
    slots: Object.fromEntries(slots),
    conflicts: result.merged.conflicts,
    held: result.merged.held,
  };
}

/** How something counts that arrives now. @throws {DomainError} `closed/late` when it is not even kept. */
export function arrivalOf(attempt: Attempt, context: AttemptContext, at: number): Arrival {
  if (!isOpen(attempt)) {
    const since = attempt.submittedAt ?? attempt.lastSavedAt ?? attempt.startedAt;
    if (at > since + KEPT_LATE_MS || attempt.state === "voided") throw ended({ quarantined: 0 });
    return { at, late: false, keptAs: "late_refused" };
  }
  const pauses = [...attempt.pauses, ...context.assignment.room.pauses];
  if (isHeldAt(pauses, at)) return { at, late: false, keptAs: "held" };
  const deadlineAt = deadlineOf({ attempt, ...context }, at);
  const arrival = arrivalAt(deadlineAt, context.assignment.graceMs, at);
  return {
    at,
    late: arrival === "late",
    keptAs: arrival === "too_late" ? "late_refused" : null,
  };
}

function tooLate({ events, acked }: Merged): Error {
  return ended({ quarantined: events.filter(isAnswer).length, acked });
}

function isAnswer({ data }: NewEvent): boolean {
  return data.type === "late_refused" && data.slotId !== null;
}

/**
 * Makes a page the one that writes; others show answers only, and drain what they kept.
 *
 * @throws {DomainError} `not_found`; `closed/late` after the end; `rate/writers`; `too_large/attempt_full`.
 */
export async function claimWriter(
  deps: AttemptDeps,
  { user, attemptId, writerId, label }: {
    user: User;
    attemptId: string;
    writerId: string;
    label: string;
  },
): Promise<AttemptPush> {
  const own = await requireOwn(deps, user, attemptId);
  const context = await contextOf(deps, own);
  const present = await settled(deps, own, context);
  const { attempt } = await deps.attempts.append(present, [], ({ attempt: now }) => {
    if (!isOpen(now)) throw ended();
    if (now.writerId === writerId) return { events: [], result: undefined };
    const at = deps.now();
    const event: NewEvent = {
      at,
      actor: { kind: "student", id: user.id },
      writerId,
      n: null,
      late: false,
      data: { type: "writer_claimed", label },
    };
    requireRoom(now, writerId, at);
    requireSpace(now, { events: 1, bytes: eventBytes(event) });
    return { events: [event], patch: { lastSeenAt: at }, result: undefined };
  });
  tell(deps, attempt);
  return pushFor(attempt, context, deps.now());
}

/** The clock of the student's own attempt, which also says that the page is there. @throws {DomainError} `not_found`. */
export async function readPush(
  deps: AttemptDeps,
  user: User,
  attemptId: string,
): Promise<AttemptPush> {
  const own = await requireOwn(deps, user, attemptId);
  const context = await contextOf(deps, own);
  const present = await settled(deps, own, context);
  const seen = isOpen(present) && deps.now() - present.lastSeenAt >= SEEN_MS
    ? await touch(deps, present)
    : present;
  return pushFor(seen, context, deps.now());
}

/** A notice of the room was shown. @throws {DomainError} `not_found`. */
export async function markSeen(
  deps: AttemptDeps,
  { user, attemptId, entryId }: { user: User; attemptId: string; entryId: string },
): Promise<void> {
  const own = await requireOwn(deps, user, attemptId);
  const { assignment } = await contextOf(deps, own);
  if (!assignment.room.entries.some(({ id }) => id === entryId)) throw notFound();
  const { attempt } = await deps.attempts.append(own, [], ({ attempt: now }) => {
    if (now.seen.includes(entryId)) return { events: [], result: undefined };
    const at = deps.now();
    const actor = { kind: "student" as const, id: user.id };
    const data = { type: "notice_seen" as const, entryId };
    const event: NewEvent = { at, actor, writerId: null, n: null, late: false, data };
    requireSpace(now, { events: 1, bytes: eventBytes(event) });
    return { events: [event], patch: { lastSeenAt: at }, result: undefined };
  });
  tell(deps, attempt);
}

async function touch({ attempts, now }: AttemptDeps, ref: Attempt): Promise<Attempt> {
  const { attempt } = await attempts.append(ref, [], () => ({
    events: [],
    patch: { lastSeenAt: now() },
    result: undefined,
  }));
  return attempt;
}
