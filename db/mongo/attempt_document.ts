import { numberKey, openKey } from "../../lib/attempts/store.ts";
import type { Projection } from "../../lib/attempts/projection.ts";
import type { WholeAttempt } from "../../lib/store/contents.ts";
import {
  type Answer,
  AnswerSchema,
  type Attempt,
  type AttemptEvent,
  AttemptEventSchema,
  AttemptSchema,
  PaperSchema,
} from "../../lib/model/attempts/attempt_schema.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { encodeKey } from "./keys.ts";
import type { CollectionLayout } from "./layout.ts";
import { rowId } from "./row_document.ts";

/** Events kept in the attempt's own document; what is rewritten at every save stays small. */
export const TAIL_MAX = 32;

/** An attempt with its answers, its paper and its newest events: one document, so that every save is whole. */
export interface AttemptDocument {
  _id: string;
  /** Another at every write; what a write compares. */
  v: string;
  row: unknown;
  answers: Record<string, unknown>;
  paper: unknown;
  /** Events from number `tailFrom` on; those before are in `attempt_events`. */
  tail: unknown[];
  tailFrom: number;
  /** Claimed while the attempt is open. */
  open?: string;
  number: string;
  byAssignment: string;
  byStudent: string;
  dueAt?: number;
}

/** An event that has left the tail. */
export interface EventDocument {
  /** Sorts by attempt and number: {@linkcode eventId}. */
  _id: string;
  event: unknown;
}

const KEYS = ["byAssignment", "byStudent", "dueAt"] as const;

export const ATTEMPTS: CollectionLayout = {
  name: "attempts",
  indexes: [
    { name: "open", key: { open: 1 }, unique: true, sparse: true },
    { name: "number", key: { number: 1 }, unique: true },
    ...KEYS.map((name) => ({ name, key: { [name]: 1 }, sparse: true } as const)),
  ],
  schema: {
    bsonType: "object",
    required: ["_id", "v", "row", "answers", "paper", "tail", "tailFrom", "number"],
    properties: { _id: { bsonType: "string" }, tail: { bsonType: "array" } },
  },
};

export const ATTEMPT_EVENTS: CollectionLayout = {
  name: "attempt_events",
  indexes: [],
  schema: { bsonType: "object", required: ["_id", "event"] },
};

export function eventId(ref: RowRef, seq: number): string {
  return `${rowId(ref)}/${String(seq).padStart(9, "0")}`;
}

export function assignmentKey(schoolId: string, assignmentId: string): string {
  return encodeKey([schoolId, assignmentId]);
}

export function studentKey(schoolId: string, studentId: string, assignmentId?: string): string {
  const key = [schoolId, studentId];
  return encodeKey(assignmentId === undefined ? key : [...key, assignmentId]);
}

/** What is found and listed by and never changes. */
export function fixedKeys(
  attempt: Attempt,
): Pick<AttemptDocument, "number" | "byAssignment" | "byStudent"> {
  const { schoolId, assignmentId, studentId, id } = attempt;
  return {
    number: `${schoolId}/${numberKey(attempt)}`,
    byAssignment: assignmentKey(schoolId, assignmentId) + encodeKey([id]),
    byStudent: studentKey(schoolId, studentId, assignmentId) + encodeKey([id]),
  };
}

/** The parts of a document that a head decides, to be set, and those it has not, to be removed. */
export function headFields(attempt: Attempt): {
  set: Pick<AttemptDocument, "v" | "row" | "open" | "dueAt">;
  unset: ("open" | "dueAt")[];
} {
  const key = openKey(attempt);
  const { dueAt } = attempt;
  const row = AttemptSchema.parse(attempt);
  return {
    set: {
      v: crypto.randomUUID(),
      row,
      ...(key !== null && { open: `${attempt.schoolId}/${key}` }),
      ...(dueAt !== null && { dueAt }),
    },
    unset: [...key === null ? ["open" as const] : [], ...dueAt === null ? ["dueAt" as const] : []],
  };
}

/** A whole attempt as a document, with the newest of its events as the tail. */
export function attemptDocument(
  { attempt, paper, answers, events }: WholeAttempt,
): AttemptDocument {
  const tail = events.slice(-TAIL_MAX);
  return {
    _id: rowId(attempt),
    ...headFields(attempt).set,
    ...fixedKeys(attempt),
    answers: Object.fromEntries(answers.map((it) => [it.slotId, AnswerSchema.parse(it)])),
    paper: PaperSchema.parse(paper),
    tail: tail.map((event) => AttemptEventSchema.parse(event)),
    tailFrom: attempt.seq - tail.length + 1,
  };
}

/** The update that takes a document from one state to the next. */
export function stateUpdate(
  before: Projection,
  after: Projection,
  events: readonly AttemptEvent[],
): Record<string, object> {
  const { set, unset } = headFields(after.attempt);
  const answers = [...after.answers].filter(([slotId, it]) => before.answers.get(slotId) !== it)
    .map(([slotId, it]) => [`answers.${slotId}`, AnswerSchema.parse(it)]);
  return {
    $set: { ...set, ...Object.fromEntries(answers) },
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, ""])) }),
    ...(events.length > 0 && { $push: { tail: { $each: events } } }),
  };
}

/** The answers of a document, checked. */
export function answersOf({ answers }: { answers?: Record<string, unknown> }): Map<string, Answer> {
  const found = Object.values(answers ?? {}).map((it) => AnswerSchema.parse(it));
  return new Map(found.map((it) => [it.slotId, it]));
}
