import type { Assignment } from "./assignment_schema.ts";
import { formatDuration } from "../text/format.ts";
import type { ReviewField, ReviewMoment } from "../review/review_schema.ts";

/** One rule of a given test. */
export interface RuleInWords {
  name: string;
  words: string;
}

type Given = Omit<Assignment, "room" | "audience">;

/** The rules by which a test is given, apart from its times and from what single students have. */
export function rulesInWords(it: Given): RuleInWords[] {
  return [
    { name: "Test", words: testWords(it) },
    { name: "Purpose", words: it.practice ? "Practice" : "Test" },
    { name: "Attempts", words: attemptWords(it) },
    { name: "Who starts late", words: lateWords(it) },
    { name: "When time is up", words: expiryWords(it) },
    {
      name: "Wrong choices",
      words: it.negative ? "Take marks away, by the credits of each question" : "Cost nothing more",
    },
    {
      name: "Names while marking",
      words: it.anonymous ? "Hidden until the results are released" : "Shown",
    },
    ...reviewWords(it.review),
  ];
}

function testWords({ examVersion, questionCount, totalMarks }: Given): string {
  const questions = questionCount === 1 ? "1 question" : `${questionCount} questions`;
  const marks = totalMarks === 1 ? "1 mark" : `${totalMarks} marks`;
  return `Version ${examVersion}: ${questions}, ${marks}`;
}

const COUNTS = {
  best: "the best counts",
  last: "the last counts",
  first: "the first counts",
  mean: "the mean of all counts",
} as const;

function attemptWords({ attemptsAllowed, counts }: Given): string {
  if (attemptsAllowed === 1) return "One";
  return `${attemptsAllowed ?? "As many as they like"}, ${COUNTS[counts]}`;
}

function lateWords({ lateStart, closesAt, limitMs }: Given): string {
  if (closesAt === null) return "Has the full time: no end is set";
  if (limitMs === null || lateStart === "cut") return "Has what is left until it closes";
  return `Has the full ${formatDuration(limitMs)}, also past the end`;
}

function expiryWords({ onExpiry, graceMs }: Given): string {
  const grace = graceMs === 0 ? "" : `. What is on its way has ${formatDuration(graceMs)} more`;
  return onExpiry === "submit"
    ? `Answers are handed in by themselves${grace}`
    : `Only what was handed in counts${grace}`;
}

const MOMENTS: Readonly<Record<ReviewMoment, string>> = {
  "handed_in": "As soon as they hand in",
  closed: "When it is closed for everyone",
  released: "With the results",
  never: "Never",
};

const FIELDS: Readonly<Record<ReviewField, string>> = {
  response: "own answers",
  correctness: "what was right and wrong",
  mark: "marks",
  rightAnswer: "right answers",
  feedback: "feedback",
  explanation: "explanations",
  comment: "your comments",
  classMean: "the mean of the class",
};

/** What students see, by the moment from which they do. */
function reviewWords(review: Given["review"]): RuleInWords[] {
  const fields = Object.entries(FIELDS) as [ReviewField, string][];
  return Object.entries(MOMENTS).flatMap(([moment, words]) => {
    const shown = fields.filter(([field]) => review[field] === moment).map(([, name]) => name);
    return shown.length === 0 ? [] : [{ name: `Shown: ${lower(words)}`, words: sentence(shown) }];
  });
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function sentence(parts: readonly string[]): string {
  const all = parts.length === 1
    ? parts[0]!
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  return all.charAt(0).toUpperCase() + all.slice(1);
}
