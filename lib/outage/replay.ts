import { isOpen, type NewEvent, project, type Projection } from "../attempts/projection.ts";
import type { AttemptPatch, Decision } from "../attempts/store.ts";
import type { Attempt, AttemptEvent } from "../model/attempt_schema.ts";
import type { JournalEntry } from "./journal.ts";

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
 * passed over, so that doing it twice changes nothing; everything keeps its own time.
 */
export function replayed(now: Projection, entries: readonly JournalEntry[]): Decision<void> {
  let after = now;
  let patch: AttemptPatch = {};
  const events: NewEvent[] = [];
  for (const entry of entries) {
    for (const { seq: _, ...event } of entry.events) {
      const fresh = freshEvent(after, event);
      if (fresh === null) continue;
      after = project(after, [{ ...fresh, seq: after.attempt.seq + 1 }]);
      events.push(fresh);
    }
    patch = { ...patch, ...entry.patch };
  }
  return { events, patch: fitting(patch, after.attempt, now.attempt), result: undefined };
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

/** A receipt fits only the very log that it was signed for; without one the sweeper makes another, and marks anew. */
function fitting(patch: AttemptPatch, after: Attempt, before: Attempt): AttemptPatch {
  const { receipt, ...rest } = patch;
  if (isOpen(after)) return rest;
  const fits = receipt?.seq === after.seq;
  if (after.seq === before.seq) return fits && before.receipt === null ? { receipt } : {};
  if (fits && isOpen(before)) return patch;
  return { ...rest, receipt: null, dueAt: after.submittedAt };
}
