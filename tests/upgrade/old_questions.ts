import type { AssignmentRules } from "../../lib/model/assignments/assignment_schema.ts";
import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";

const shared = { explanation: "Think of the number line.", defaultMark: 2, locale: null };

/** One question of each kind; the first shows a picture. */
export function QUESTIONS(fileId: string): readonly QuestionContent[] {
  const options = ["0.38", "0.375", "0.3", "0.83"].map((text, i) => ({ id: `option${i}`, text }));
  return [
    {
      kind: "choice_one",
      prompt: `Which is it?\n\n![A number line](media:${fileId}#8x8)`,
      ...shared,
      body: { options, shuffle: true },
      key: { credit: { option1: 1 }, feedback: { option0: "Count again." } },
    },
    {
      kind: "true_false",
      prompt: "0.5 and 0.50 are the same number.",
      ...shared,
      body: {},
      key: { answer: true, feedback: {} },
    },
    {
      kind: "choice_many",
      prompt: "Which are larger than 0.35?",
      ...shared,
      body: { options, shuffle: true, min: null, max: null },
      key: { credit: { option0: 0.5, option3: 0.5 }, rule: "sum", feedback: {} },
    },
    {
      kind: "short",
      prompt: "What is the number above the line called?",
      ...shared,
      body: {},
      key: {
        accept: [{ pattern: "numerator", credit: 1 }],
        caseSensitive: false,
        accents: "fold",
      },
    },
    {
      kind: "numerical",
      prompt: "How long is half of 33 cm?",
      ...shared,
      body: { units: [{ id: "cm", label: "cm" }, { id: "mm", label: "mm" }] },
      key: {
        accept: [{ value: "16.5", tolerance: { rule: "absolute", size: "0.1" }, credit: 1 }],
        unitFactors: { cm: "1", mm: "10" },
        unitPenalty: 0.5,
        percent: "refuse",
      },
    },
    {
      kind: "essay",
      prompt: "Explain why 0.5 and 0.50 are the same number.",
      ...shared,
      defaultMark: 4,
      body: { minWords: null, maxChars: 5_000 },
      key: { rubricVersionId: null, modelAnswer: "One point on the line." },
    },
  ];
}

export const DEFAULT_RULES: AssignmentRules = {
  opensAt: 0,
  closesAt: null,
  limitMs: 60 * 60_000,
  graceMs: 60_000,
  lateStart: "full",
  attemptsAllowed: 1,
  counts: "best",
  onExpiry: "submit",
  negative: false,
  anonymous: false,
  practice: false,
  review: TEST_REVIEW,
};
