import { z } from "zod";
import { IdSchema, InstantSchema, LocaleSchema } from "../process/common_schema.ts";
import { QuestionKindSchema } from "../questions/question_schema.ts";
import { REVIEW_FIELDS } from "./review_schema.ts";

/** How an answer did: all, some or none of the marks, or not marked yet. */
export const OutcomeSchema = z.enum(["full", "part", "none", "waiting"]);
export type Outcome = z.infer<typeof OutcomeSchema>;

/** One question of a review. What the rules do not allow is `null`. HTML is the server's own. */
export const ReviewItemSchema = z.strictObject({
  slotId: IdSchema,
  /** In this student's order, from 1. */
  number: z.int().min(1),
  kind: QuestionKindSchema,
  /** Language of the question; `null` where it is the reader's. */
  lang: LocaleSchema.nullable(),
  promptHtml: z.string(),
  maxMark: z.number(),
  mark: z.number().nullable(),
  outcome: OutcomeSchema.nullable(),
  blank: z.boolean(),
  /** What the student gave: chosen options as HTML, or the text as typed. */
  chosenHtml: z.array(z.string()).nullable(),
  wrote: z.string().nullable(),
  /** What the author says about the chosen options. */
  feedbackHtml: z.array(z.string()).nullable(),
  /** Right options or answers, or the model answer. */
  rightHtml: z.array(z.string()).nullable(),
  explanationHtml: z.string().nullable(),
  comment: z.string().nullable(),
  commentBy: z.string().nullable(),
  /** Rows of the rubric with the level that was given. */
  rubric: z.array(z.strictObject({ title: z.string(), level: z.string(), points: z.number() }))
    .nullable(),
});
export type ReviewItem = z.infer<typeof ReviewItemSchema>;

/** What a student, or a guardian, sees of a handed-in test. Each field is picked by the assignment's rules. */
export const StudentReviewSchema = z.strictObject({
  attemptId: IdSchema,
  assignmentId: IdSchema,
  /** `null` for staff while names are hidden. */
  studentId: IdSchema.nullable(),
  studentName: z.string(),
  title: z.string(),
  subject: z.string().nullable(),
  /** `null` for staff while names are hidden. */
  submittedAt: InstantSchema.nullable(),
  releasedAt: InstantSchema.nullable(),
  releasedBy: z.string().nullable(),
  practice: z.boolean(),
  fields: z.array(z.enum(REVIEW_FIELDS)),
  /** Marks so far; `null` while they may not be seen. */
  mark: z.number().nullable(),
  maxMark: z.number(),
  /** Per cent, once all is marked. */
  percent: z.number().nullable(),
  /** Answers that wait for marks. */
  waiting: z.int().min(0).nullable(),
  /** Per cent; only with at least 10 results. */
  classMean: z.number().nullable(),
  /** Right answers, and how single questions did, stay shut until others have finished, too. */
  held: z.boolean(),
  /** Until when at the latest, as times stand now; `null` where nothing is held or no end is known. */
  heldUntilAt: InstantSchema.nullable(),
  items: z.array(ReviewItemSchema),
  hasMaths: z.boolean(),
}).meta({ id: "StudentReview" });
export type StudentReview = z.infer<typeof StudentReviewSchema>;
