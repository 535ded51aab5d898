import type { ReviewRules } from "./review_schema.ts";

/** Own response from hand-in, the rest at release. */
export const TEST_REVIEW: ReviewRules = {
  response: "handed_in",
  correctness: "released",
  mark: "released",
  rightAnswer: "released",
  feedback: "released",
  explanation: "released",
  comment: "released",
  classMean: "released",
};

/** All at hand-in; the class mean never, since a practice has no class to compare with. */
export const PRACTICE_REVIEW: ReviewRules = {
  response: "handed_in",
  correctness: "handed_in",
  mark: "handed_in",
  rightAnswer: "handed_in",
  feedback: "handed_in",
  explanation: "handed_in",
  comment: "handed_in",
  classMean: "never",
};
