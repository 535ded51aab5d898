import { z } from "zod";
import { JobViewSchema } from "../jobs/job_schema.ts";
import { IdSchema, InstantSchema } from "../process/common_schema.ts";
import { QuestionKindSchema } from "../questions/question_schema.ts";
import { TOO_FEW } from "../statistics/small_groups.ts";

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
  /** Why the reader is shown no figures, which are then `null` or empty: those of a small group; `null` where they are shown. */
  notShown: z.union([z.literal(TOO_FEW), z.null()]),
  n: z.int().min(0).nullable(),
  of: z.int().min(0).nullable(),
  leftOut: z.record(z.string(), z.int().min(0)),
  /** In per cent, as the median. */
  mean: z.number().nullable(),
  median: z.number().nullable(),
  /** In points of per cent. */
  sd: z.number().nullable(),
  /** Cronbach's, times 100. */
  alpha: z.number().nullable(),
  /** Results by tenths of the marks. */
  bins: z.array(z.int().min(0)),
  /** Answers that today's graders would mark otherwise, where an earlier version of them gave marks; `null` where none did. */
  markedOtherwise: z.int().min(0).nullable(),
  questions: z.array(QuestionFiguresSchema),
}).meta({ id: "TestFigures" });
export type TestFigures = z.infer<typeof TestFiguresSchema>;

/** Someone who can still sit a test. */
export const HolderSchema = z.strictObject({
  studentId: IdSchema,
  name: z.string(),
  /** Whether the test is given to them now; a leaver writes what was begun to its end. */
  isMember: z.boolean(),
  /** Is writing, stands still, or may start from `opensAt` on. */
  state: z.enum(["writing", "paused", "may_start"]),
  opensAt: InstantSchema,
  /** Last moment to write, or to start; `null` for none and while paused. */
  untilAt: InstantSchema.nullable(),
});
export type Holder = z.infer<typeof HolderSchema>;

/** What a teacher is told before releasing. */
export const ReleasePlanSchema = z.strictObject({
  assignmentId: IdSchema,
  /** `null`: not released. */
  releasedAt: InstantSchema.nullable(),
  /** Handed in and counted. */
  results: z.int().min(0),
  /** Who will have something to see. */
  students: z.int().min(0),
  guardians: z.int().min(0),
  /** Answers without a mark, and students they belong to. */
  unmarkedAnswers: z.int().min(0),
  unmarkedStudents: z.int().min(0),
  /** Who can still sit it; while anyone can, right answers stay shut for all. */
  holders: z.array(HolderSchema),
}).meta({ id: "ReleasePlan" });

export const ReleaseBodySchema = z.strictObject({
  /** Although answers wait for marks. */
  partial: z.boolean(),
}).meta({ id: "ReleaseBody" });

export const ReleasedSchema = z.strictObject({
  assignmentId: IdSchema,
  /** `null`: not released. */
  releasedAt: InstantSchema.nullable(),
  releaseNo: z.int().min(0),
  /** Who tells of it; missing where nobody is told. */
  job: JobViewSchema.exactOptional(),
}).meta({ id: "Released" });
export type Released = z.infer<typeof ReleasedSchema>;
