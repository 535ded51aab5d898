import { isOpen, type NewEvent, project, type Projection } from "../../attempts/projection.ts";
import type { AttemptPatch, Decision } from "../../attempts/store.ts";
import type { Attempt, AttemptEvent } from "../../model/attempts/attempt_schema.ts";
import { isFor } from "../../attempts/receipts.ts";
import type { JournalEntry } from "./journal.ts";
import { type History, sealing } from "./sealed.ts";

/**
 * The events with every text whole, so that they can be carried out on an attempt that has changed meanwhile.
 *
 * @param events As they follow on `before`.
 */
export function wholeEvents(before: Projection, events: readonly AttemptEvent[]): AttemptEvent[] {
  let now = before;
  return events.map((event) => {
    now = project(now, [event]);
    if (event.data.type !== "edited") return event;
    const { slotId } = event.data;
    const response = now.answers.get(slotId)?.response ?? null;
    return { ...event, data: { type: "answered", slotId, response } };
  });
}

/**
 * What is still to be done of journalled entries on the attempt as the store has it: a part that is there already is
 * passed over, so that doing it twice changes nothing; everything keeps its own time. A receipt that was given stays, and
 * so do the answers that it is for: whatever else reached the store is kept as late.
 *
 * @param history Of the whole log.
 * @throws {NeedsHistory} when it is not given and the store has other answers than those handed in.
 */
export function replayed(
  now: Projection,
  entries: readonly JournalEntry[],
  history?: History,
): Decision<void> {
  let after = now;
  let patch: AttemptPatch = {};
  const events: NewEvent[] = [];
  const add = (event: NewEvent) => {
    after = project(after, [{ ...event, seq: after.attempt.seq + 1 }]);
    events.push(event);
  };
  for (const entry of entries) {
    const { receipt, ...rest } = entry.patch;
    // One that the store has already was given too, before this process could know.
    const gives = receipt && mayHaveReceipt(after.attempt) ? receipt : null;
    for (const { seq: _, ...event } of entry.events) {
      if (event.data.type === "submitted" && gives !== null) {
        const { heads } = entry;
        const sealed = heads ? sealing(after, { heads, at: event.at, added: events, history }) : [];
        sealed.forEach(add);
        if (!isSubmittedAt(after.attempt, event.at)) add(event);
        continue;
      }
      const fresh = freshEvent(after, event);
      if (fresh !== null) add(fresh);
    }
    patch = { ...patch, ...rest };
    if (gives !== null && isFor(gives, after)) {
      after = { ...after, attempt: { ...after.attempt, receipt: gives } };
    }
  }
  return { events, patch: fitting(patch, after.attempt, now.attempt), result: undefined };
}

function mayHaveReceipt({ receipt, state }: Attempt): boolean {
  return receipt === null && state !== "voided";
}

function isSubmittedAt({ state, submittedAt }: Attempt, at: number): boolean {
  return state === "submitted" && submittedAt === at;
}

/** The event as it is to be added; `null` when it is there. */
function freshEvent({ attempt, answers }: Projection, event: NewEvent): NewEvent | null {
  const { data, writerId, n } = event;
  if (writerId !== null && n !== null && n <= (attempt.writers[writerId]?.n ?? 0)) return null;
  if ("commandId" in data && attempt.applied.includes(data.commandId)) return null;
  switch (data.type) {
    case "notice_seen":
      return attempt.seen.includes(data.entryId) ? null : event;
    case "writer_claimed": {
      const known = writerId === null ? undefined : attempt.writers[writerId];
      return known !== undefined && known.at >= event.at ? null : event;
    }
    case "answered": {
      const { slotId, response } = data;
      if (isSealed(attempt, event.at)) {
        return { ...event, data: { type: "late_refused", slotId, response } };
      }
      const answer = answers.get(slotId);
      // A page's own order is that of its numbers.
      if (!answer || (writerId !== null && answer.writerId === writerId)) return event;
      // Written over since, through a process that had not lost the store: offered, as any version that lost.
      if ((answer.savedAt ?? 0) <= event.at) return event;
      return { ...event, data: { type: "parked", slotId, response, base: 0 } };
    }
    case "submitted":
    case "abandoned":
    case "paused":
      return isOpen(attempt) ? event : null;
    case "resumed":
      return attempt.state === "paused" ? event : null;
    case "reopened":
      return isOpen(attempt) || attempt.state === "voided" ? null : event;
    case "voided":
      return attempt.state === "voided" ? null : event;
    case "unvoided":
      return attempt.state === "voided" ? event : null;
    default:
      return event;
  }
}

/** Whether an answer of then can not count any more: what was handed in has its receipt, or was handed in before. */
function isSealed({ state, receipt, submittedAt }: Attempt, at: number): boolean {
  return state === "submitted" && (receipt !== null || at > (submittedAt ?? at));
}

/** What changed of an attempt that is over is marked anew; without a receipt the sweeper makes one. */
function fitting(patch: AttemptPatch, after: Attempt, before: Attempt): AttemptPatch {
  if (isOpen(after)) return patch;
  const { receipt } = after;
  const given = receipt !== before.receipt ? { receipt } : {};
  if (after.seq === before.seq) return given;
  return { ...patch, ...given, dueAt: after.submittedAt };
}
