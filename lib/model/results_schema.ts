import { z } from "zod";
import { IdSchema, InstantSchema } from "./common_schema.ts";
import { QuestionKindSchema } from "./question_schema.ts";

export const QuestionFiguresSchema = z.strictObject({
  slotId: IdSchema,
  number: z.int().min(1),
  title: z.string(),
  kind: QuestionKindSchema,
  maxMark: z.number(),
  n: z.int().min(0),
  /** Mean mark in per cent of the maximum. */
  facility: z.number().nullable(),
  meanMark: z.number().nullable(),
  omitted: z.int().min(0),
  /** 100 times the correlation with the sum of all others; `null` below 30 results. */
  discrimination: z.number().nullable(),
  options: z.array(z.strictObject({
    optionId: IdSchema,
    isKey: z.boolean(),
    count: z.int().min(0),
    meanRest: z.number().nullable(),
  })),
  flags: z.array(z.enum(["works_against", "often_empty", "very_hard", "very_easy"])),
});

/** Figures of a test, without names. */
export const TestFiguresSchema = z.strictObject({
  assignmentId: IdSchema,
  releasedAt: InstantSchema.nullable(),
  /** Assignments that the figures rest on. */
  pooled: z.array(IdSchema),
  n: z.int().min(0),
  of: z.int().min(0),
  leftOut: z.record(z.string(), z.int().min(0)),
  mean: z.number().nullable(),
  /** From 0 to 1. */
  median: z.number().nullable(),
  sd: z.number().nullable(),
  alpha: z.number().nullable(),
  /** Results by tenths. */
  bins: z.array(z.int().min(0)),
  /** Answers that today's graders would mark otherwise, where an earlier version of them gave marks; `null` where none did. */
  markedOtherwise: z.int().min(0).nullable(),
  questions: z.array(QuestionFiguresSchema),
}).meta({ id: "TestFigures" });
export type TestFigures = z.infer<typeof TestFiguresSchema>;

export const ReleaseBodySchema = z.strictObject({
  /** Although answers wait for marks. */
  partial: z.boolean(),
}).meta({ id: "ReleaseBody" });

export const ReleasedSchema = z.strictObject({
  assignmentId: IdSchema,
  /** `null`: not released. */
  releasedAt: InstantSchema.nullable(),
  releaseNo: z.int().min(0),
}).meta({ id: "Released" });
export type Released = z.infer<typeof ReleasedSchema>;
