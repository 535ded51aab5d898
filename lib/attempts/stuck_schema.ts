import { z } from "zod";
import { IdSchema, InstantSchema, RowShape } from "../model/process/common_schema.ts";

/** Why an attempt could not be handled; `stuck_words.ts` has the words. */
export const StuckKindSchema = z.enum([
  "not_saved",
  "changing",
  "other_state",
  "too_many_pauses",
  "full",
  "gone",
]);
export type StuckKind = z.infer<typeof StuckKindSchema>;

/** An attempt that could not be handled: handed in, ended, or brought in line with its room. Its `id` is the attempt's. */
export const StuckAttemptSchema = z.strictObject({
  ...RowShape,
  assignmentId: IdSchema,
  studentId: IdSchema,
  /** Missing in rows that older versions wrote. */
  kind: StuckKindSchema.optional(),
  /** The sentence that older versions kept instead of a kind. */
  reason: z.string().max(300).optional(),
  tries: z.int().min(1),
  /** When it is tried again. */
  nextAt: InstantSchema,
  /** Who ended the test when this attempt could not be ended; `null` when nobody did. */
  endedBy: IdSchema.nullable(),
});
export type StuckAttempt = z.infer<typeof StuckAttemptSchema>;
