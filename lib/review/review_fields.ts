import type { Assignment, Override } from "../model/assignments/assignment_schema.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import { type TimeRules, windowOf } from "../attempts/deadline.ts";
import type { ReviewField, ReviewMoment, ReviewRules } from "../model/review/review_schema.ts";

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

/**
 * What bears the key, in a classmate's hands too: whether "True" was right says what is. Shut while anyone can still sit the
 * test, released or not. The mark of the whole test stays as the rules have it; those of its questions are `correctness`.
 */
const KEY_FIELDS: ReadonlySet<ReviewField> = new Set([
  "correctness",
  "rightAnswer",
  "feedback",
  "explanation",
  "comment",
]);

export interface ReviewFacts {
  rules: ReviewRules;
  /** `null` while the attempt is not handed in: nothing is shown. */
  submittedAt: number | null;
  /** Nobody can start or write any more, exceptions and make-ups included. */
  closedForEveryone: boolean;
  released: boolean;
  /** Whether anyone can still sit it; see `holdersOf()`. */
  canStillSit: boolean;
}

/** The fields that a student may see of an own attempt now. */
export function reviewFields(facts: ReviewFacts): Set<ReviewField> {
  const { rules, submittedAt, canStillSit } = facts;
  if (submittedAt === null) return new Set();
  const fields = Object.keys(rules) as ReviewField[];
  return new Set(
    fields.filter((field) => {
      if (canStillSit && KEY_FIELDS.has(field)) return false;
      return hasCome(rules[field], facts);
    }),
  );
}

function hasCome(moment: ReviewMoment, { closedForEveryone, released }: ReviewFacts): boolean {
  switch (moment) {
    case "handed_in":
      return true;
    case "closed":
      return closedForEveryone;
    case "released":
      return released;
    case "never":
      return false;
  }
}

export interface SittingFacts extends Omit<TimeRules, "assignment" | "override"> {
  assignment: TimeRules["assignment"] & Pick<Assignment, "attemptsAllowed">;
  override:
    | (NonNullable<TimeRules["override"]> & Pick<Override, "attemptsAllowed" | "excused">)
    | null;
  /** All attempts of this student in the assignment. */
  attempts: readonly Pick<Attempt, "state">[];
}

/**
 * Whether this student is writing, in a test that was cancelled too, or could start now or later. Voided attempts are not
 * counted.
 */
export function canStillSit(facts: SittingFacts, now: number): boolean {
  const { assignment, override, attempts } = facts;
  if (attempts.some(({ state }) => state === "in_progress" || state === "paused")) return true;
  const { phase } = windowOf(facts, now);
  if (phase === "cancelled" || phase === "closed" || override?.excused) return false;
  const allowed = override?.attemptsAllowed ?? assignment.attemptsAllowed;
  const used = attempts.filter(({ state }) => state !== "voided").length;
  return allowed === null || used < allowed;
}
