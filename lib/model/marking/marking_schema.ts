import { z } from "zod";
import { IdSchema, InstantSchema, MarkSchema } from "../process/common_schema.ts";
import { MAX_COMMENT } from "./comment_limit.ts";
import { TypedMarkSchema } from "../text/typed_schema.ts";

/** One answer as its marker sees it. */
export const MarkingAnswerSchema = z.strictObject({
  attemptId: IdSchema,
  /** Place in the queue, from 1: what a hidden name is called by. */
  number: z.int().min(1),
  /** `null` while names are hidden. */
  name: z.string().nullable(),
  /** Plain text as typed. */
  text: z.string(),
  words: z.int().min(0),
  /** `null` while names are hidden: the room says when each student handed in. */
  submittedAt: InstantSchema.nullable(),
  /** Came between deadline and grace. */
  late: z.boolean(),
  /** Number of the newest mark, 0 without one; a mark must name it. */
  rev: z.int().min(0),
  mark: MarkSchema.nullable(),
  rubric: z.record(IdSchema, IdSchema).nullable(),
  comment: z.string(),
  markedAt: InstantSchema.nullable(),
  markedBy: z.string().nullable(),
  /** Who else is marking it now. */
  claimedBy: z.string().nullable(),
}).meta({ id: "MarkingAnswer" });
export type MarkingAnswer = z.infer<typeof MarkingAnswerSchema>;

/** The next answer of a question's queue, and how far the queue is. */
export const MarkingNextSchema = z.strictObject({
  /** `null` when nothing waits that nobody else is marking. */
  answer: MarkingAnswerSchema.nullable(),
  marked: z.int().min(0),
  total: z.int().min(0),
}).meta({ id: "MarkingNext" });
export type MarkingNext = z.infer<typeof MarkingNextSchema>;

export const MarkBodySchema = z.strictObject({
  attemptId: IdSchema,
  slotId: IdSchema,
  /** Number of the mark that was seen, 0 where there was none. */
  rev: z.int().min(0),
  /** `null` where the rubric gives it. */
  mark: TypedMarkSchema.nullable(),
  /** Level by rubric item; `null` without a rubric. */
  rubric: z.record(IdSchema, IdSchema).nullable(),
  comment: z.string().max(MAX_COMMENT, "Write at most 2,000 characters"),
}).meta({ id: "MarkBody" });
export type MarkBody = z.infer<typeof MarkBodySchema>;

export const ClaimBodySchema = z.strictObject({ attemptId: IdSchema, slotId: IdSchema })
  .meta({ id: "ClaimBody" });

export const UndoBodySchema = z.strictObject({
  attemptId: IdSchema,
  slotId: IdSchema,
  rev: z.int().min(1),
}).meta({ id: "UndoBody" });

/** A slot's mark after a change, and the attempt's sum. */
export const MarkedSchema = z.strictObject({
  rev: z.int().min(0),
  mark: MarkSchema.nullable(),
  total: z.number().min(0),
}).meta({ id: "Marked" });
export type Marked = z.infer<typeof MarkedSchema>;

/** Answers to one question of one assignment that wait for marks. */
export const QueueItemSchema = z.strictObject({
  assignmentId: IdSchema,
  slotId: IdSchema,
  title: z.string(),
  /** Class of the audience; `null` for named persons. */
  className: z.string().nullable(),
  /** Who set the test; `null` for one's own. */
  teacherName: z.string().nullable(),
  /** Counts from 1 in the order the test was written. */
  number: z.int().min(1),
  marked: z.int().min(0),
  total: z.int().min(0),
  /** Hand-in of the oldest that waits. */
  oldestAt: InstantSchema,
}).meta({ id: "QueueItem" });
export type QueueItem = z.infer<typeof QueueItemSchema>;
