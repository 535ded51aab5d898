import type { ContentOf, QuestionContent } from "../model/questions/question_schema.ts";
import { readQuantity } from "../model/grading/number_text.ts";
import { foldedTyped, type FoldRules, hasVowelMarks, withoutVowelMarks } from "./folded_text.ts";
import { rational } from "./rational.ts";

/** A short or numerical answer as it was given. */
export interface WrittenAnswer {
  text: string;
  /** Chosen beside a number. */
  unitId: string | null;
}

/**
 * What a rule compares of an answer, so that two have the same exactly when they were graded as the same: the folded text, or
 * the number with its unit. `16,5` and `16.5` are one where both are read so, and `5 cm` is not `5 m`. What cannot be read is
 * itself, for a person reads it.
 *
 * @param locale BCP 47, the student's.
 */
export function gradedAs(
  content: QuestionContent,
  { text, unitId }: WrittenAnswer,
  locale: string,
): string {
  switch (content.kind) {
    case "short":
      return shortAs(content, text, locale);
    case "numerical":
      return numberAs(content, { text, unitId }, locale) ?? `unread ${unitId ?? ""} ${text.trim()}`;
    default:
      return text.trim();
  }
}

function shortAs({ key, locale }: ContentOf<"short">, text: string, own: string): string {
  const rules: FoldRules = { ...key, locale: locale ?? own };
  const typed = foldedTyped(text, rules);
  const counted = key.accept.some(({ pattern }) => hasVowelMarks(pattern));
  return counted ? typed : withoutVowelMarks(typed);
}

function numberAs(
  { body: { units }, key }: ContentOf<"numerical">,
  answer: WrittenAnswer,
  locale: string,
): string | null {
  const quantity = readQuantity(answer, units, { locale, percent: key.percent === "allow" });
  const number = quantity && rational(quantity.value);
  if (!quantity || !number) return null;
  const { n, d } = number;
  const by = greatestCommon(n < 0n ? -n : n, d);
  // A single unit stands beside the field: typed again it says nothing new.
  const unitId = quantity.unitId ?? (units.length === 1 ? units[0]!.id : null);
  return `${n / by}/${d / by} ${unitId ?? ""}`;
}

function greatestCommon(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommon(b, a % b);
}
