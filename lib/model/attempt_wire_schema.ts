import { z } from "zod";
import { IdSchema, InstantSchema } from "./common_schema.ts";
import { ResponseSchema } from "./question_schema.ts";
import { RoomEntrySchema } from "./assignment_schema.ts";
import { AttemptStateSchema } from "./attempt_schema.ts";
import type { AttemptNotice, AttemptPush } from "./live.ts";

/** Most events in one batch, and the most bytes its body may have. */
export const MAX_BATCH_EVENTS = 50;
export const MAX_BATCH_BYTES = 65_536;

/** A page's name for itself: random, new with every load. */
export const WriterIdSchema = z.string().regex(/^[a-z0-9]{8,40}$/);
const N = z.int().min(1);

/** What a page writes, numbered from 1 without a gap. */
export const ClientEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    n: N,
    type: z.literal("answered"),
    slotId: IdSchema,
    response: ResponseSchema,
    /** Server `seq` of the slot's answer that this one was written over; 0 before any. */
    base: z.int().min(0),
  }),
  z.strictObject({ n: N, type: z.literal("flagged"), slotId: IdSchema, on: z.boolean() }),
  /** A version that had lost a merge was dealt with. */
  z.strictObject({
    n: N,
    type: z.literal("unparked"),
    slotId: IdSchema,
    parkedSeq: z.int().min(1),
    /** It became the answer, by an event of its own. */
    keep: z.boolean(),
  }),
]).meta({ id: "AttemptClientEvent" });
export type ClientEvent = z.infer<typeof ClientEventSchema>;

export const SaveBatchSchema = z.strictObject({
  writerId: WriterIdSchema,
  /** Earlier writers of the same browser whose work this page carried on; theirs is not another version. */
  follows: z.array(WriterIdSchema).max(20).default([]),
  events: z.array(ClientEventSchema).min(1).max(MAX_BATCH_EVENTS),
}).meta({ id: "AttemptBatch" });
export type SaveBatch = z.infer<typeof SaveBatchSchema>;

/** An answer that lost a merge: another writer's is on the server. */
export const ConflictSchema = z.object({
  slotId: IdSchema,
  n: N,
  parkedSeq: z.int().min(1),
  /** The answer that stands. */
  seq: z.int().min(0),
  response: ResponseSchema,
});
export type Conflict = z.infer<typeof ConflictSchema>;

/** A command of the room that concerns this student and was not shown yet. */
const NoticeSchema: z.ZodType<AttemptNotice> = z.object({
  id: IdSchema,
  at: InstantSchema,
  kind: RoomEntrySchema.shape.kind,
  ms: z.number().nullable(),
  text: z.string(),
  personal: z.boolean(),
});

const ClockSchema = z.object({
  now: InstantSchema,
  deadlineAt: InstantSchema.nullable(),
  state: AttemptStateSchema,
  rev: z.int().min(0),
});

/** What `/clock` answers and the socket pushes. */
export const PushSchema: z.ZodType<AttemptPush> = z.object({
  attemptId: IdSchema,
  seq: z.int().min(0),
  writerId: IdSchema.nullable(),
  clock: ClockSchema,
  notices: z.array(NoticeSchema),
}).meta({ id: "AttemptPush" });

export const AckSchema = z.object({
  /** Highest number of this writer that is on disk. */
  acked: z.int().min(0),
  seq: z.int().min(0),
  savedAt: InstantSchema,
  ...ClockSchema.shape,
  writerId: IdSchema.nullable(),
  /** In the store, or in the journal that the store takes over when it is back. */
  stored: z.enum(["primary", "journal"]),
  /** `seq` of the answer of every slot in the batch whose answer is this writer's now; another's is missing. */
  slots: z.record(IdSchema, z.int().min(0)),
  conflicts: z.array(ConflictSchema),
  /** Numbers of those that came during a pause: kept for the teacher, and not the answer. Sent anew after it, they count. */
  held: z.array(N).max(MAX_BATCH_EVENTS),
}).meta({ id: "AttemptAck" });
export type Ack = z.infer<typeof AckSchema>;

export const ClaimSchema = z.strictObject({
  writerId: WriterIdSchema,
  /** What the student calls this device. */
  label: z.enum(["phone", "tablet", "computer"]),
});

/** Every number of this writer, and what its page shows, so that nothing is missing at hand-in. */
export const SubmitSchema = z.strictObject({
  writerId: WriterIdSchema,
  n: z.int().min(0),
  /** SHA-256, in hex, of the canonical response of every slot answered on this page. */
  heads: z.record(IdSchema, z.string().length(64)),
}).meta({ id: "AttemptSubmit" });
export type Submission = z.infer<typeof SubmitSchema>;

export const StartSchema = z.strictObject({ assignmentId: IdSchema });

export const SeenSchema = z.strictObject({ entryId: IdSchema });
