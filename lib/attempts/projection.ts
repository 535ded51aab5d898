import type {
  Answer,
  Attempt,
  AttemptEvent,
  AttemptState,
  EventData,
} from "../model/attempts/attempt_schema.ts";
import { isBlank } from "../model/attempts/response.ts";
import { applySplice } from "./splice.ts";
import { eventBytes, withRoom, writerAfter } from "./growth.ts";

/** One attempt as its events made it; a slot without an answer was never answered. */
export interface Projection {
  attempt: Attempt;
  answers: ReadonlyMap<string, Answer>;
}

/** Commands on one attempt that are remembered: its head has to fit into one value of its store. */
const MAX_APPLIED = 100;

/** An event before the store numbers it. */
export type NewEvent = Omit<AttemptEvent, "seq">;

/** What an attempt is before anything happened to it. */
export type AttemptIdentity = Pick<
  Attempt,
  | "id"
  | "schoolId"
  | "createdAt"
  | "assignmentId"
  | "examId"
  | "examVersion"
  | "studentId"
  | "number"
>;

/** An attempt at its creation, without any event. */
export function bareAttempt(it: AttemptIdentity): Attempt {
  return {
    ...it,
    state: "in_progress",
    startedAt: it.createdAt,
    addedMs: 0,
    pauses: [],
    dueAt: null,
    submittedAt: null,
    submittedBy: null,
    seq: 0,
    bytes: 0,
    writers: {},
    writerId: null,
    flagged: [],
    answered: [],
    lastSeenAt: it.createdAt,
    lastSavedAt: null,
    seen: [],
    applied: [],
    late: false,
    receipt: null,
  };
}

/** Applies events in order. The stored projection always equals this, but for `dueAt`, `lastSeenAt` and `receipt`. */
export function project(start: Projection, events: readonly AttemptEvent[]): Projection {
  const answers = new Map(start.answers);
  let attempt = start.attempt;
  for (const event of events) {
    if (event.seq !== attempt.seq + 1) {
      throw new Error(`Cannot project event ${event.seq} of ${attempt.id} after ${attempt.seq}`);
    }
    attempt = numbered(withAnswerEvent(attempt, answers, event), event);
    attempt = withStateEvent(attempt, event);
  }
  return { attempt, answers };
}

/** Whether a student can still write or hand in; at most one such attempt exists per student and assignment. */
export function isOpen({ state }: Pick<Attempt, "state">): boolean {
  return state === "in_progress" || state === "paused";
}

function numbered(attempt: Attempt, event: AttemptEvent): Attempt {
  const { seq, at, writerId, n, late } = event;
  const bytes = (attempt.bytes ?? 0) + eventBytes(event);
  const counted = { ...attempt, seq, bytes, late: attempt.late || late };
  if (writerId === null || n === null) return counted;
  const writer = writerAfter(attempt.writers[writerId], { n, at });
  const writers = { ...withRoom(attempt, writerId, at), [writerId]: writer };
  return { ...counted, lastSavedAt: at, writers };
}

function withAnswerEvent(
  attempt: Attempt,
  answers: Map<string, Answer>,
  event: AttemptEvent,
): Attempt {
  const { data } = event;
  if (data.type === "answered" || data.type === "edited" || data.type === "late_taken") {
    const answer = withResponse(answers.get(data.slotId) ?? blankAnswer(data.slotId), event);
    answers.set(data.slotId, answer);
    return {
      ...attempt,
      answered: withMember(attempt.answered, data.slotId, !isBlank(answer.response)),
    };
  }
  if (data.type === "parked") {
    const answer = answers.get(data.slotId) ?? blankAnswer(data.slotId);
    const others = answer.parked.filter(({ writerId }) => writerId !== event.writerId);
    const mine = { seq: event.seq, writerId: event.writerId, at: event.at };
    answers.set(data.slotId, { ...answer, parked: [...others, mine].slice(-20) });
  }
  if (data.type === "unparked") {
    const answer = answers.get(data.slotId) ?? blankAnswer(data.slotId);
    const parked = answer.parked.filter(({ seq }) => seq !== data.parkedSeq);
    answers.set(data.slotId, { ...answer, parked });
  }
  return attempt;
}

function withResponse(answer: Answer, { data, seq, writerId, at }: AttemptEvent): Answer {
  const set = { ...answer, seq, writerId, savedAt: at };
  if (data.type === "answered" || data.type === "late_taken") {
    return { ...set, response: data.response, edits: 0 };
  }
  if (data.type !== "edited" || answer.response?.kind !== "essay") {
    throw new Error(`Cannot splice answer ${answer.slotId}: it is not a text`);
  }
  const text = applySplice(answer.response.text, data.splice);
  return { ...set, response: { kind: "essay", text }, edits: answer.edits + 1 };
}

/** The answer of a slot nobody has answered. */
export function blankAnswer(slotId: string): Answer {
  return { slotId, response: null, seq: 0, writerId: null, savedAt: null, edits: 0, parked: [] };
}

function withMember(list: readonly string[], id: string, on: boolean): string[] {
  if (list.includes(id) === on) return [...list];
  return on ? [...list, id] : list.filter((it) => it !== id);
}

function withStateEvent(attempt: Attempt, { at, writerId, data }: AttemptEvent): Attempt {
  switch (data.type) {
    case "flagged":
      return { ...attempt, flagged: withMember(attempt.flagged, data.slotId, data.on) };
    case "writer_claimed":
      return writerId === null ? attempt : claimed(attempt, { writerId, label: data.label, at });
    case "paused":
      return {
        ...applied(attempt, data.commandId),
        state: "paused",
        pauses: [...attempt.pauses, { fromAt: at, toAt: null }],
      };
    case "resumed":
      return {
        ...applied(attempt, data.commandId),
        state: "in_progress",
        pauses: closedPauses(attempt, at),
      };
    case "time_added":
      return { ...applied(attempt, data.commandId), addedMs: attempt.addedMs + data.ms };
    case "late_taken":
      return applied(attempt, data.commandId);
    case "notice_seen":
      return { ...attempt, seen: withMember(attempt.seen, data.entryId, true).slice(-300) };
    default:
      return withEnding(attempt, data, at);
  }
}

function withEnding(attempt: Attempt, data: EventData, at: number): Attempt {
  const pauses = closedPauses(attempt, at);
  switch (data.type) {
    case "submitted":
      return { ...attempt, pauses, state: "submitted", submittedAt: at, submittedBy: data.by };
    case "abandoned":
      return { ...attempt, pauses, state: "abandoned" };
    case "reopened":
      return { ...attempt, state: "in_progress", submittedAt: null, submittedBy: null };
    case "voided":
      return { ...attempt, pauses, state: "voided" };
    case "unvoided":
      return { ...attempt, state: afterVoid(attempt) };
    default:
      return attempt;
  }
}

/** What a voided attempt was: never open again by itself. */
function afterVoid({ submittedAt }: Attempt): AttemptState {
  return submittedAt === null ? "abandoned" : "submitted";
}

function claimed(
  attempt: Attempt,
  { writerId, label, at }: { writerId: string; label: string; at: number },
): Attempt {
  const writer = { n: 0, ...attempt.writers[writerId], label, at };
  return {
    ...attempt,
    writerId,
    writers: { ...withRoom(attempt, writerId, at), [writerId]: writer },
  };
}

function applied(attempt: Attempt, commandId: string): Attempt {
  return { ...attempt, applied: withMember(attempt.applied, commandId, true).slice(-MAX_APPLIED) };
}

function closedPauses({ pauses }: Attempt, at: number): Attempt["pauses"] {
  return pauses.map((pause) => pause.toAt === null ? { ...pause, toAt: at } : pause);
}
