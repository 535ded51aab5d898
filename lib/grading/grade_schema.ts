import { z } from "zod";
import {
  FractionSchema,
  IdSchema,
  InstantSchema,
  MarkSchema,
  recordOf,
  RowShape,
} from "../model/process/common_schema.ts";

/** Append-only; the newest event of a slot is its mark. */
export const MarkEventSchema = z.strictObject({
  slotId: IdSchema,
  /** Counts from 1 within the slot. */
  rev: z.int().min(1),
  at: InstantSchema,
  source: z.enum(["auto", "teacher", "undo"]),
  /** `null`: waits for a person (also after an undo of the first mark). */
  mark: MarkSchema.nullable(),
  fraction: FractionSchema.nullable(),
  /** Level chosen in each rubric item. */
  rubric: recordOf(IdSchema, IdSchema, 100).nullable(),
  comment: z.string().max(2_000),
  byId: IdSchema.nullable(),
  /** Version of rule and key that gave an automatic mark. */
  rulesHash: z.string().max(64).nullable(),
});
export type MarkEvent = z.infer<typeof MarkEventSchema>;

/** So much of a written answer is kept for counting, in UTF-16 code units. */
export const MAX_WROTE = 100;

/** One question of a graded attempt, in paper order: all that results need of the answer, so that they read no answers. */
export const GradedSlotSchema = z.strictObject({
  slotId: IdSchema,
  questionId: IdSchema,
  version: z.int().min(1),
  maxMark: MarkSchema,
  blank: z.boolean(),
  /** Options chosen; empty for a written answer. */
  chosen: z.array(IdSchema).max(20),
  /** What was written, cut, of a short or numerical answer. */
  wrote: z.string().max(MAX_WROTE),
  /** Unit chosen beside a number; missing in other kinds, and in grades made before it was kept. */
  unitId: IdSchema.nullable().exactOptional(),
  /** Of the canonical response: another one is marked anew. */
  answerHash: z.string().max(64),
});
export type GradedSlot = z.infer<typeof GradedSlotSchema>;

/** Someone is marking this answer; lapses by itself. */
export const ClaimSchema = z.strictObject({
  slotId: IdSchema,
  byId: IdSchema,
  untilAt: InstantSchema,
});
export type Claim = z.infer<typeof ClaimSchema>;

/** Most marks ever given in one attempt, automatic ones too. */
const MAX_MARK_EVENTS = 4_000;

/** One per handed-in attempt, with the same id. The unit of atomicity of marking. */
export const GradeSchema = z.strictObject({
  ...RowShape,
  assignmentId: IdSchema,
  /** Who set the test, for the count of what waits. */
  teacherId: IdSchema,
  studentId: IdSchema,
  number: z.int().min(1),
  submittedAt: InstantSchema,
  rev: z.int().min(0),
  slots: z.array(GradedSlotSchema).max(200),
  marks: z.array(MarkEventSchema).max(MAX_MARK_EVENTS),
  /** Slots without a mark yet, in paper order. */
  waiting: z.array(IdSchema).max(200),
  /** Slots that only a person marks, in paper order. */
  manual: z.array(IdSchema).max(200),
  claims: z.array(ClaimSchema).max(200),
  /** Sum of the marks so far, never below 0. */
  mark: z.number().min(0),
  maxMark: z.number().min(0),
  state: z.enum(["pending", "partial", "complete"]),
  /** The attempt counts nowhere: voided, or opened again and not handed in. */
  voided: z.boolean(),
});
export type Grade = z.infer<typeof GradeSchema>;
