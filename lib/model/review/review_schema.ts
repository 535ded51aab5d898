import { z } from "zod";

/** What a student may be shown of an answered test. */
export const REVIEW_FIELDS = [
  "response",
  "correctness",
  "mark",
  "rightAnswer",
  "feedback",
  "explanation",
  "comment",
  "classMean",
] as const;
export type ReviewField = typeof REVIEW_FIELDS[number];

/** From when: at hand-in, when it is closed for everyone, when released, or never. */
export const ReviewMomentSchema = z.enum(["handed_in", "closed", "released", "never"]);
export type ReviewMoment = z.infer<typeof ReviewMomentSchema>;

export const ReviewRulesSchema = z.strictObject({
  response: ReviewMomentSchema,
  correctness: ReviewMomentSchema,
  mark: ReviewMomentSchema,
  rightAnswer: ReviewMomentSchema,
  feedback: ReviewMomentSchema,
  explanation: ReviewMomentSchema,
  comment: ReviewMomentSchema,
  classMean: ReviewMomentSchema,
});
export type ReviewRules = z.infer<typeof ReviewRulesSchema>;
