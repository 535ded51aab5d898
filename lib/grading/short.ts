import type { ContentOf } from "../model/questions/question_schema.ts";
import {
  foldedText,
  foldedTyped,
  type FoldRules,
  hasVowelMarks,
  withoutLooseBlanks,
  withoutVowelMarks,
} from "./folded_text.ts";
import { type GradeContext, type Graded, graded, type ResponseOf } from "./graded.ts";
import { matchesPattern } from "./wildcard.ts";

/** The best credit among the accepted answers that fit. */
export function gradeShort(
  { key, locale }: ContentOf<"short">,
  { text }: ResponseOf<"short">,
  context: GradeContext,
): Graded {
  const rules: FoldRules = { ...key, locale: locale ?? context.locale };
  const typed = foldedTyped(text, rules);
  const credits = key.accept
    .filter(({ pattern }) => fits(typed, foldedText(pattern, rules)))
    .map(({ credit }) => credit);
  return graded(credits.length > 0 ? Math.max(...credits) : 0, context);
}

/** Vowel marks that were typed count only where the author wrote some; blanks only where they part two words or two numbers. */
function fits(typed: string, pattern: string): boolean {
  const text = hasVowelMarks(pattern) ? typed : withoutVowelMarks(typed);
  return matchesPattern(text, pattern) ||
    matchesPattern(withoutLooseBlanks(text), withoutLooseBlanks(pattern));
}
