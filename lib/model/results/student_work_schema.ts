import { z } from "zod";
import { IdSchema, InstantSchema, PersonIdSchema } from "../process/common_schema.ts";
import { YearChoiceSchema } from "../assignments/given_test_schema.ts";

/** A result that was released, or of a practice. */
export const WorkResultSchema = z.strictObject({
  assignmentId: IdSchema,
  /** The attempt that counts. */
  attemptId: IdSchema,
  title: z.string(),
  subjectId: IdSchema.nullable(),
  subject: z.string().nullable(),
  practice: z.boolean(),
  releasedAt: InstantSchema.nullable(),
  /** Release, or hand-in of a practice. */
  at: InstantSchema,
  submittedAt: InstantSchema,
  mark: z.number(),
  maxMark: z.number(),
  /** Per cent once all is marked. */
  percent: z.number().nullable(),
  /** Answers that wait for marks. */
  waiting: z.int().min(0),
  /** The reader may open the answers. */
  mayOpen: z.boolean(),
});
export type WorkResult = z.infer<typeof WorkResultSchema>;

/** A test that has not come to a result yet. */
export const OpenTestSchema = z.strictObject({
  assignmentId: IdSchema,
  title: z.string(),
  subject: z.string().nullable(),
  state: z.enum(["writing", "open", "coming", "handed_in", "missed", "abandoned"]),
  /** The student's own end, or the opening of what comes; of what was handed in, when. `null`: no end. */
  at: InstantSchema.nullable(),
  /** Answers that wait for marks, of what was handed in. */
  waiting: z.int().min(0),
  /** Where the reader may go: room and marking, or the answers. */
  runs: z.boolean(),
  /** `null` while the reader may not open it, or names are hidden. */
  attemptId: IdSchema.nullable(),
});
export type OpenTest = z.infer<typeof OpenTestSchema>;

/** A student's year: results, and what is open. */
export const StudentWorkSchema = z.strictObject({
  studentId: PersonIdSchema,
  year: YearChoiceSchema.nullable(),
  years: z.array(YearChoiceSchema),
  /** The newest first. */
  results: z.array(WorkResultSchema),
  open: z.array(OpenTestSchema),
  /** Only the newest tests of the year were read. */
  cut: z.boolean(),
}).meta({ id: "StudentWork" });
export type StudentWork = z.infer<typeof StudentWorkSchema>;
