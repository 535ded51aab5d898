import { z } from "zod";
import { GradeSchema } from "./grade_schema.ts";

/** What lists and figures need of a grade: no mark events, no answers. */
export const GradeDigestSchema = GradeSchema.pick({
  id: true,
  assignmentId: true,
  studentId: true,
  number: true,
  submittedAt: true,
  mark: true,
  maxMark: true,
  state: true,
  voided: true,
}).extend({
  /** Answers without a mark yet. */
  waiting: z.int().min(0),
  /** Answers that people mark, those that wait among them. */
  byHand: z.int().min(0),
  /** Answers with a mark. */
  marked: z.int().min(0),
});
export type GradeDigest = z.infer<typeof GradeDigestSchema>;
