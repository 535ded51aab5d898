import { z } from "zod";
import { ReceiptSchema } from "./attempt_schema.ts";
import { PushSchema } from "./attempt_wire_schema.ts";
import { IdSchema, InstantSchema } from "../process/common_schema.ts";
import { DisplaySchema } from "../people/people_schema.ts";
import { ResponseSchema } from "../questions/question_schema.ts";
import { StudentQuestionSchema } from "./student_schema.ts";

/** A version of an answer that lost a merge, offered to the student. */
export const OtherVersionSchema = z.object({
  seq: z.int().min(1),
  at: InstantSchema,
  /** The device it was written on: "phone", "tablet", "computer", or empty when unknown. */
  device: z.string(),
  response: ResponseSchema,
});
export type OtherVersion = z.infer<typeof OtherVersionSchema>;

export const StudentAnswerSchema = z.object({
  slotId: IdSchema,
  response: ResponseSchema,
  seq: z.int().min(0),
  writerId: IdSchema.nullable(),
  savedAt: InstantSchema.nullable(),
  others: z.array(OtherVersionSchema),
});
export type StudentAnswer = z.infer<typeof StudentAnswerSchema>;

export const StudentSectionSchema = z.object({
  id: IdSchema,
  title: z.string(),
  introHtml: z.string(),
  slotIds: z.array(IdSchema),
});
export type StudentSection = z.infer<typeof StudentSectionSchema>;

/** What changes of an attempt while it runs, as its owner gets it. */
export const AttemptSheetSchema = z.object({
  id: IdSchema,
  answers: z.array(StudentAnswerSchema),
  flagged: z.array(IdSchema),
  push: PushSchema,
  submittedAt: InstantSchema.nullable(),
  receipt: ReceiptSchema.nullable(),
}).meta({ id: "AttemptSheet" });
export type AttemptSheet = z.infer<typeof AttemptSheetSchema>;

/** What the owner of an attempt gets of it; no key, no seed, no mark. */
export const StudentAttemptSchema = AttemptSheetSchema.extend({
  assignmentId: IdSchema,
  title: z.string(),
  number: z.int().min(1),
  practice: z.boolean(),
  totalMarks: z.number(),
  sections: z.array(StudentSectionSchema),
  questions: z.array(StudentQuestionSchema),
  /** A section's introduction has maths. */
  hasMaths: z.boolean(),
  /** How long after the deadline answers still arrive. */
  graceMs: z.int().min(0),
  display: DisplaySchema,
  hideTimer: z.boolean(),
}).meta({ id: "StudentAttempt" });
export type StudentAttempt = z.infer<typeof StudentAttemptSchema>;
