import {
  type Attempt,
  type AttemptEvent,
  MAX_EVENT_BYTES,
  MAX_EVENTS,
  MAX_WRITERS,
  type Writer,
  WRITER_EVENTS_PER_MINUTE,
} from "../model/attempts/attempt_schema.ts";
import { DomainError } from "../model/process/errors.ts";

const MINUTE_MS = 60_000;
const EVENT_MS = MINUTE_MS / WRITER_EVENTS_PER_MINUTE;
/** A page that was opened so long ago, wrote nothing and is not the one that writes leaves its place to another. */
const IDLE_WRITER_MS = 3_600_000;

type Writers = Attempt["writers"];

/** Bytes that an event counts with: of its data as JSON, in UTF-8. */
export function eventBytes({ data }: Pick<AttemptEvent, "data">): number {
  return new TextEncoder().encode(JSON.stringify(data)).length;
}

/** The writer after its event `n`. */
export function writerAfter(
  writer: Writer | undefined,
  { n, at }: { n: number; at: number },
): Writer {
  const busyUntil = Math.max(writer?.busyUntil ?? 0, at) + EVENT_MS;
  return { n, label: writer?.label ?? "", at, busyUntil };
}

/** The writers with a place for `writerId`, if an idle one can be forgotten for it; else as they are. */
export function withRoom(
  { writers, writerId: current }: Pick<Attempt, "writers" | "writerId">,
  writerId: string,
  at: number,
): Writers {
  if (writers[writerId] !== undefined || Object.keys(writers).length < MAX_WRITERS) return writers;
  const kept = Object.entries(writers).filter(([id, it]) =>
    id === current || it.n > 0 || it.at >= at - IDLE_WRITER_MS
  );
  return Object.fromEntries(kept);
}

/** @throws {DomainError} `rate/writers` for one page more than may write. */
export function requireRoom(attempt: Attempt, writerId: string, at: number): void {
  const writers = withRoom(attempt, writerId, at);
  if (writers[writerId] !== undefined || Object.keys(writers).length < MAX_WRITERS) return;
  throw new DomainError("rate", "This test was opened too many times. Tell your teacher", {
    reason: "writers",
    retryAfterMs: MINUTE_MS,
  });
}

/**
 * Checks that what a page adds finds room in its attempt.
 *
 * @throws {DomainError} `too_large/attempt_full` when the log is as long as it may become.
 */
export function requireSpace(attempt: Attempt, added: { events: number; bytes: number }): void {
  const bytes = (attempt.bytes ?? 0) + added.bytes;
  if (attempt.seq + added.events <= MAX_EVENTS && bytes <= MAX_EVENT_BYTES) return;
  throw new DomainError(
    "too_large",
    "This test has been changed too often to take more. Tell your teacher",
    { reason: "attempt_full" },
  );
}

/**
 * Checks that a page writes no faster than it may: 120 events at once, then one every half second.
 *
 * @throws {DomainError} `rate` with the time to wait.
 */
export function requirePace(writer: Writer | undefined, events: number, at: number): void {
  const waitMs = Math.max(writer?.busyUntil ?? 0, at) + events * EVENT_MS - at - MINUTE_MS;
  if (waitMs <= 0) return;
  throw new DomainError("rate", "Too much at once. It is sent again in a moment", {
    retryAfterMs: waitMs,
  });
}
