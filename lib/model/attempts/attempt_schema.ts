import { z } from "zod";
import { PauseSchema } from "../assignments/assignment_schema.ts";
import { MAX_PAUSES } from "../assignments/pauses.ts";
import {
  DurationSchema,
  IdSchema,
  InstantSchema,
  MarkSchema,
  RowShape,
} from "../process/common_schema.ts";
import { QuestionKindSchema, ResponseSchema } from "../questions/question_schema.ts";
import { fewestWriters } from "./writers.ts";

export const AttemptStateSchema = z.enum([
  "in_progress",
  "paused",
  "submitted",
  "abandoned",
  "voided",
]);
export type AttemptState = z.infer<typeof AttemptStateSchema>;

export const PaperSlotSchema = z.strictObject({
  slotId: IdSchema,
  sectionId: IdSchema,
  questionId: IdSchema,
  version: z.int().min(1),
  kind: QuestionKindSchema,
  /** Option ids in the order this student sees them; empty where the kind has none. */
  order: z.array(IdSchema).max(20),
  /** Units to choose from, for numbers. */
  units: z.array(IdSchema).max(10),
  /** Longest text, for essays. */
  maxChars: z.int().min(1).nullable(),
  maxMark: MarkSchema,
});
/** What one attempt consists of, in the student's order; written once. */
export const PaperSchema = z.strictObject({ slots: z.array(PaperSlotSchema).max(200) });
export type Paper = z.infer<typeof PaperSchema>;
export type PaperSlot = z.infer<typeof PaperSlotSchema>;

/** Most pages that may write in one attempt. */
export const MAX_WRITERS = 200;
/** Most events that pages may add to one attempt, and the most bytes of them as UTF-8 JSON. */
export const MAX_EVENTS = 20_000;
export const MAX_EVENT_BYTES = 8_000_000;
/** Events that one page may write in a minute. */
export const WRITER_EVENTS_PER_MINUTE = 120;
/** Longest answer, in UTF-16 code units: an essay. */
const MAX_TEXT = 20_000;

/** One open page (tab, device, plain form) that numbers its own writes from 1. */
export const WriterSchema = z.strictObject({
  /** Highest number taken. */
  n: z.int().min(0),
  label: z.string().max(60),
  at: InstantSchema,
  /** When all that it wrote would have been written at its rate; missing as long as that is not in the future. */
  busyUntil: InstantSchema.exactOptional(),
});
export type Writer = z.infer<typeof WriterSchema>;

export const ReceiptSchema = z.strictObject({
  attemptId: IdSchema,
  seq: z.int().min(0).meta({ description: "Number of the last event that was handed in" }),
  submittedAt: InstantSchema,
  answered: z.int().min(0),
  total: z.int().min(0).meta({ description: "Questions of the paper" }),
  answersHash: z.string().length(64).meta({
    description: "SHA-256 in lower-case hex of the UTF-8 bytes of one JSON object, slot ids to " +
      "responses, cleared ones left out: without blanks, keys sorted by UTF-16 code units on every " +
      "level, `optionIds` sorted and each once",
  }),
  signature: z.string().max(120).meta({
    description: "Ed25519 in base64url without padding, over the UTF-8 bytes of this receipt as " +
      "such JSON, `signature` and `code` left out",
  }),
  code: z.string().max(20).meta({
    description: "To write down. Follows from the signature: the first ten bytes of its SHA-256, " +
      "each modulo 32 as a letter of Crockford's base 32, in two groups of five",
  }),
});
export type Receipt = z.infer<typeof ReceiptSchema>;

const WritersSchema = z.record(IdSchema, WriterSchema);

/** The fields of {@linkcode AttemptSchema}. */
export const AttemptShape = z.strictObject({
  ...RowShape,
  assignmentId: IdSchema,
  examId: IdSchema,
  examVersion: z.int().min(1),
  studentId: IdSchema,
  number: z.int().min(1),
  state: AttemptStateSchema,
  startedAt: InstantSchema,
  addedMs: DurationSchema,
  pauses: z.array(PauseSchema).max(MAX_PAUSES),
  /** Cache for the sweeper: deadline plus grace; `null` when there is no end or the attempt is over. */
  dueAt: InstantSchema.nullable(),
  submittedAt: InstantSchema.nullable(),
  submittedBy: z.enum(["student", "clock", "teacher"]).nullable(),
  /** Number of the last event. */
  seq: z.int().min(0),
  /** Bytes of all events so far; those of attempts begun before they were counted are left out. */
  bytes: z.int().min(0).exactOptional(),
  writers: WritersSchema.refine(
    (writers) => Object.keys(writers).length <= MAX_WRITERS,
    `At most ${MAX_WRITERS} writers`,
  ),
  /** The writer that may write; `null` before the first. */
  writerId: IdSchema.nullable(),
  flagged: z.array(IdSchema).max(200),
  /** Slots with an answer that is not blank. */
  answered: z.array(IdSchema).max(200),
  /** Last time anything came from the student's page. */
  lastSeenAt: InstantSchema,
  lastSavedAt: InstantSchema.nullable(),
  /** Room entries this page has shown. */
  seen: z.array(IdSchema).max(300),
  /** Commands carried out on this attempt alone, by their id, so that a repeat changes nothing. */
  applied: z.array(IdSchema).max(300),
  /** Arrived between deadline and grace. */
  late: z.boolean(),
  receipt: ReceiptSchema.nullable(),
});
export type Attempt = z.infer<typeof AttemptShape>;

/**
 * Projection of the event log: everything but answers and paper. A head of before writers were counted may hold more than
 * there may be now: it is read, and written, with those that matter.
 */
export const AttemptSchema = z.preprocess(withFewestWriters, AttemptShape);

const ManyWritersSchema = z.object({ writers: WritersSchema, writerId: IdSchema.nullable() });

function withFewestWriters(head: unknown): unknown {
  if (typeof head !== "object" || head === null || !("writers" in head)) return head;
  if (Object.keys(Object(head.writers)).length <= MAX_WRITERS) return head;
  const { data } = ManyWritersSchema.safeParse(head);
  return data ? { ...head, writers: fewestWriters(data, MAX_WRITERS) } : head;
}

export const ParkedSchema = z.strictObject({
  seq: z.int().min(1),
  writerId: IdSchema.nullable(),
  at: InstantSchema,
});

export const AnswerSchema = z.strictObject({
  slotId: IdSchema,
  response: ResponseSchema,
  /** Event that set it; 0 before any. */
  seq: z.int().min(0),
  writerId: IdSchema.nullable(),
  savedAt: InstantSchema.nullable(),
  /** Splices since the event that last held the whole text. */
  edits: z.int().min(0),
  /** Events of other versions that lost a merge and are offered to the student: the last of each writer. */
  parked: z.array(ParkedSchema).max(20),
});
export type Answer = z.infer<typeof AnswerSchema>;

export const ActorSchema = z.strictObject({
  kind: z.enum(["student", "teacher", "clock", "system"]),
  id: IdSchema.nullable(),
});
export type Actor = z.infer<typeof ActorSchema>;

/** A text change against the previous value of the slot, in UTF-16 code units. */
export const SpliceSchema = z.strictObject({
  at: z.int().min(0),
  cut: z.int().min(0),
  put: z.string().max(MAX_TEXT),
});

export const EventDataSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("started"), number: z.int().min(1) }),
  z.strictObject({ type: z.literal("answered"), slotId: IdSchema, response: ResponseSchema }),
  /** An essay's text as a change of the value set by the event `prev`. */
  z.strictObject({
    type: z.literal("edited"),
    slotId: IdSchema,
    prev: z.int().min(1),
    splice: SpliceSchema,
  }),
  z.strictObject({
    type: z.literal("parked"),
    slotId: IdSchema,
    response: ResponseSchema,
    base: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal("unparked"),
    slotId: IdSchema,
    parkedSeq: z.int().min(1),
    keep: z.boolean(),
  }),
  z.strictObject({ type: z.literal("flagged"), slotId: IdSchema, on: z.boolean() }),
  z.strictObject({ type: z.literal("writer_claimed"), label: z.string().max(60) }),
  z.strictObject({ type: z.literal("paused"), commandId: IdSchema }),
  z.strictObject({ type: z.literal("resumed"), commandId: IdSchema }),
  z.strictObject({ type: z.literal("time_added"), commandId: IdSchema, ms: DurationSchema }),
  z.strictObject({ type: z.literal("notice_seen"), entryId: IdSchema }),
  z.strictObject({ type: z.literal("submitted"), by: z.enum(["student", "clock", "teacher"]) }),
  z.strictObject({ type: z.literal("abandoned") }),
  /** Came after grace: kept for the teacher to see, not the answer. Without a slot it was a flag or the like. */
  z.strictObject({
    type: z.literal("late_refused"),
    slotId: IdSchema.nullable(),
    response: ResponseSchema,
  }),
  /** Came during a pause, after its first moments: kept like what came too late. */
  z.strictObject({
    type: z.literal("held"),
    slotId: IdSchema.nullable(),
    response: ResponseSchema,
  }),
  /** A teacher made the answer what the event `fromSeq` had brought too late or during a pause. */
  z.strictObject({
    type: z.literal("late_taken"),
    commandId: IdSchema,
    slotId: IdSchema,
    fromSeq: z.int().min(1),
    response: ResponseSchema,
  }),
  z.strictObject({ type: z.literal("reopened"), reason: z.string().max(300) }),
  z.strictObject({ type: z.literal("voided"), reason: z.string().max(300) }),
  z.strictObject({ type: z.literal("unvoided"), reason: z.string().max(300) }),
]);
export type EventData = z.infer<typeof EventDataSchema>;

/** Append-only; `seq` counts from 1 without a gap. */
export const AttemptEventSchema = z.strictObject({
  seq: z.int().min(1),
  at: InstantSchema,
  actor: ActorSchema,
  /** Set on what a page wrote, with its own number. */
  writerId: IdSchema.nullable(),
  n: z.int().min(1).nullable(),
  /** Arrived between deadline and grace. */
  late: z.boolean(),
  data: EventDataSchema,
});
export type AttemptEvent = z.infer<typeof AttemptEventSchema>;
