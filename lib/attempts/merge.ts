import type { Answer, Attempt, AttemptEvent, EventData } from "../model/attempts/attempt_schema.ts";
import type { ClientEvent, Conflict, SaveBatch } from "../model/attempts/attempt_wire_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import type { QuestionResponse } from "../model/questions/question_schema.ts";
import { canonicalResponse } from "../model/attempts/response.ts";
import { spliceBetween } from "./splice.ts";
import { eventBytes, requireRoom, requireSpace } from "./growth.ts";
import { blankAnswer, type NewEvent, project, type Projection } from "./projection.ts";

/** A text is kept whole again after this many splices. */
const WHOLE_EVERY = 50;

/** How the batch arrived, by the clock. */
export interface Arrival {
  at: number;
  late: boolean;
  /** What comes now is kept and is not the answer: the attempt is over, or stands still. `null`: it counts. */
  keptAs: "late_refused" | "held" | null;
}

export interface Merged {
  events: NewEvent[];
  conflicts: Conflict[];
  /** Highest number of this writer after the batch. */
  acked: number;
  /** Numbers of those that were held. */
  held: number[];
  after: Projection;
}

/**
 * What a batch does to an attempt: numbers already taken are passed over, an answer written over an older one than
 * another writer's is parked, everything else is taken as it is.
 *
 * @throws {DomainError} `conflict/missing_writes` with the number expected; `rate/writers` for too many pages;
 * `too_large/attempt_full`.
 */
export function merge(before: Projection, batch: SaveBatch, arrival: Arrival): Merged {
  const { writerId } = batch;
  const fresh = freshEvents(before.attempt, batch);
  if (fresh.length > 0) requireRoom(before.attempt, writerId, arrival.at);
  const merged: Merged = {
    events: [],
    conflicts: [],
    acked: lastOf(before.attempt, writerId),
    held: [],
    after: before,
  };
  for (const event of fresh) {
    const data = arrival.keptAs === null
      ? dataOf(merged.after, event, batch)
      : kept(event, arrival.keptAs);
    requireSpace(merged.after.attempt, { events: 1, bytes: eventBytes({ data }) });
    const numbered: NewEvent = {
      at: arrival.at,
      actor: { kind: "student", id: before.attempt.studentId },
      writerId,
      n: event.n,
      late: arrival.late,
      data,
    };
    const seq = merged.after.attempt.seq + 1;
    merged.after = project(merged.after, [{ ...numbered, seq } satisfies AttemptEvent]);
    merged.events.push(numbered);
    merged.acked = event.n;
    if (data.type === "held") merged.held.push(event.n);
    if (data.type === "parked") merged.conflicts.push(conflictOf(merged.after, event.n, seq, data));
  }
  return merged;
}

/** Highest number taken of a writer. */
export function lastOf(attempt: Attempt, writerId: string): number {
  return attempt.writers[writerId]?.n ?? 0;
}

/** Those of a batch that are not taken yet, in order. */
export function freshEvents(attempt: Attempt, { writerId, events }: SaveBatch): ClientEvent[] {
  const last = lastOf(attempt, writerId);
  const fresh = events.filter(({ n }) => n > last).sort((a, b) => a.n - b.n);
  if (fresh.some(({ n }, i) => n !== last + 1 + i)) throw new MissingWrites(writerId, last + 1);
  return fresh;
}

/** The page must send again from the number that is expected of it. */
export class MissingWrites extends DomainError {
  readonly writerId: string;
  readonly expected: number;

  constructor(writerId: string, expected: number) {
    const detail = { expected };
    super("conflict", "Some answers have not arrived yet", { reason: "missing_writes", detail });
    this.writerId = writerId;
    this.expected = expected;
  }
}

function dataOf(
  { answers }: Projection,
  event: ClientEvent,
  { writerId, follows }: SaveBatch,
): EventData {
  switch (event.type) {
    case "answered": {
      const { slotId, response, base } = event;
      const answer = answers.get(slotId) ?? blankAnswer(slotId);
      const own = answer.writerId === writerId ||
        (answer.writerId !== null && follows.includes(answer.writerId));
      const same = canonicalResponse(answer.response) === canonicalResponse(response);
      if (base < answer.seq && !own && !same) return { type: "parked", slotId, response, base };
      return answeredData(answer, response);
    }
    case "flagged":
      return { type: "flagged", slotId: event.slotId, on: event.on };
    case "unparked": {
      const { slotId, parkedSeq, keep } = event;
      return { type: "unparked", slotId, parkedSeq, keep };
    }
  }
}

/** A changed text as a splice, with a whole one now and then; everything else whole. */
function answeredData(answer: Answer, response: QuestionResponse): EventData {
  const { slotId, seq, edits, response: before } = answer;
  if (response?.kind !== "essay" || before?.kind !== "essay" || edits >= WHOLE_EVERY - 1) {
    return { type: "answered", slotId, response };
  }
  return { type: "edited", slotId, prev: seq, splice: spliceBetween(before.text, response.text) };
}

function kept(event: ClientEvent, type: "late_refused" | "held"): EventData {
  const answered = event.type === "answered";
  return {
    type,
    slotId: answered ? event.slotId : null,
    response: answered ? event.response : null,
  };
}

function conflictOf(
  { answers }: Projection,
  n: number,
  parkedSeq: number,
  { slotId }: Extract<EventData, { type: "parked" }>,
): Conflict {
  const { seq, response } = answers.get(slotId) ?? blankAnswer(slotId);
  return { slotId, n, parkedSeq, seq, response };
}
