import { z } from "zod";
import { IdSchema, InstantSchema } from "../process/common_schema.ts";
import { ResponseSchema } from "../questions/question_schema.ts";
import { RoomEntrySchema } from "../assignments/assignment_schema.ts";
import { AttemptStateSchema } from "./attempt_schema.ts";
import type { AttemptNotice, AttemptPush } from "../live/live.ts";

/** Most events in one batch, and the most bytes its body may have. */
export const MAX_BATCH_EVENTS = 50;
export const MAX_BATCH_BYTES = 65_536;

/** A page's name for itself: random, new with every load. */
export const WriterIdSchema = z.string().regex(/^[a-z0-9]{8,40}$/).meta({
  description: "The page's or program's name for itself: random, new with every load",
});
const N = z.int().min(1).meta({
  description: "Number of the event: a writer counts its own from 1 without a gap. One that came " +
    "before is passed over, so a batch may be sent again; after a gap the answer is 409 " +
    "`conflict/missing_writes`",
});
const CANONICAL =
  "as JSON without blanks, keys sorted by UTF-16 code units, keys without a value " +
  "left out, `optionIds` sorted and each once; a cleared answer is `null`";
const SEQ = "Number of an event in the attempt's log, counted by the server over all writers";

/** What a page writes, numbered from 1 without a gap. */
export const ClientEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    n: N,
    type: z.literal("answered"),
    slotId: IdSchema,
    response: ResponseSchema,
    base: z.int().min(0).meta({
      description:
        "The `seq` of the answer that this one was written over, as the server gave it " +
        "in `slots` or `answers`; 0 before any. Where another writer's answer is newer, this one " +
        "is set aside as a conflict",
    }),
  }),
  z.strictObject({ n: N, type: z.literal("flagged"), slotId: IdSchema, on: z.boolean() }),
  /** A version that had lost a merge was dealt with. */
  z.strictObject({
    n: N,
    type: z.literal("unparked"),
    slotId: IdSchema,
    parkedSeq: z.int().min(1).meta({ description: "`parkedSeq` of the conflict" }),
    keep: z.boolean().meta({ description: "It became the answer, by an event of its own" }),
  }),
]).meta({ id: "AttemptClientEvent" });
export type ClientEvent = z.infer<typeof ClientEventSchema>;

export const SaveBatchSchema = z.strictObject({
  writerId: WriterIdSchema,
  follows: z.array(WriterIdSchema).max(20).default([]).meta({
    description: "Earlier writers of the same device whose work this one carried on: what they " +
      "wrote last is no other version and makes no conflict",
  }),
  events: z.array(ClientEventSchema).min(1).max(MAX_BATCH_EVENTS),
}).meta({ id: "AttemptBatch" });
export type SaveBatch = z.infer<typeof SaveBatchSchema>;

/** An answer that lost a merge: another writer's is on the server. */
export const ConflictSchema = z.object({
  slotId: IdSchema,
  n: N,
  parkedSeq: z.int().min(1).meta({ description: "The `seq` under which it was set aside" }),
  seq: z.int().min(0).meta({ description: "The `seq` of the answer that stands" }),
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
  seq: z.int().min(0).meta({ description: SEQ }),
  writerId: IdSchema.nullable(),
  clock: ClockSchema,
  notices: z.array(NoticeSchema),
}).meta({ id: "AttemptPush" });

export const AckSchema = z.object({
  acked: z.int().min(0).meta({
    description: "Highest `n` of this writer that is on disk: all up to it need not be sent again",
  }),
  seq: z.int().min(0).meta({ description: SEQ }),
  savedAt: InstantSchema,
  ...ClockSchema.shape,
  writerId: IdSchema.nullable(),
  stored: z.enum(["primary", "journal"]).meta({
    description: "In the store, or in the journal that the store takes over when it is back",
  }),
  slots: z.record(IdSchema, z.int().min(0)).meta({
    description: "By slot of the batch, the `seq` of its answer where that is this writer's now: " +
      "the `base` of the next. Where another's stands the slot is missing",
  }),
  conflicts: z.array(ConflictSchema),
  held: z.array(N).max(MAX_BATCH_EVENTS).meta({
    description:
      "`n` of those that came during a pause: kept for the teacher, and not the answer. " +
      "Sent anew after it under new numbers, they count",
  }),
}).meta({ id: "AttemptAck" });
export type Ack = z.infer<typeof AckSchema>;

export const ClaimSchema = z.strictObject({
  writerId: WriterIdSchema,
  label: z.enum(["phone", "tablet", "computer"]).meta({
    description: "What the student calls this device",
  }),
});

/** Every number of this writer, and what its page shows, so that nothing is missing at hand-in. */
export const SubmitSchema = z.strictObject({
  writerId: WriterIdSchema,
  n: z.int().min(0).meta({
    description: "The last `n` that this writer gave; the server must have all up to it",
  }),
  heads: z.record(IdSchema, z.string().length(64)).meta({
    description:
      `By slot answered on this page, SHA-256 in lower-case hex of the UTF-8 bytes of its response ${CANONICAL}`,
  }),
}).meta({ id: "AttemptSubmit" });
export type Submission = z.infer<typeof SubmitSchema>;

export const StartSchema = z.strictObject({ assignmentId: IdSchema });

export const SeenSchema = z.strictObject({ entryId: IdSchema });
