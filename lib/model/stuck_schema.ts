import { z } from "zod";
import { IdSchema, InstantSchema, RowShape } from "./common_schema.ts";

/** An attempt that could not be handled: handed in, ended, or brought in line with its room. Its `id` is the attempt's. */
export const StuckAttemptSchema = z.strictObject({
  ...RowShape,
  assignmentId: IdSchema,
  studentId: IdSchema,
  /** A sentence for whoever runs the test. */
  reason: z.string().max(300),
  tries: z.int().min(1),
  /** When it is tried again. */
  nextAt: InstantSchema,
  /** Who ended the test when this attempt could not be ended; `null` when nobody did. */
  endedBy: IdSchema.nullable(),
});
export type StuckAttempt = z.infer<typeof StuckAttemptSchema>;
