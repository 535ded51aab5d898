import type { FieldError } from "../model/process/errors.ts";
import type { DraftOf } from "../model/questions/question_draft_schema.ts";
import { foldedText, hasVowelMarks, withoutVowelMarks } from "./folded_text.ts";
import { matchesPattern } from "./wildcard.ts";

/** An answer that never decides, since another takes all that it takes for as much; and a star that takes everything. */
export function shortWarnings({ key, locale }: DraftOf<"short">): FieldError[] {
  const rules = { ...key, locale: locale ?? "en" };
  const rows = key.accept.map(({ pattern, credit }) => ({
    pattern: foldedText(pattern, rules),
    credit,
  }));
  return rows.flatMap(({ pattern, credit }, at) => {
    const path = `key.accept.${at}.pattern`;
    if (pattern === "") return [];
    if (isAnything(pattern) && credit >= 1) {
      return [{ path, message: "Every answer whatsoever earns the full mark by this star" }];
    }
    const by = rows.findIndex((other, i) =>
      i !== at && other.credit >= credit && takesAllOf(other.pattern, pattern) &&
      // Of two that take the same, the second is told.
      !(i > at && other.credit === credit && takesAllOf(pattern, other.pattern))
    );
    const message = `Answer ${by + 1} takes all of this, for as much or more`;
    return by === -1 ? [] : [{ path, message }];
  });
}

function isAnything(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** Whether every text that fits `pattern` fits `wider` too. A star that stands for itself is not followed. */
function takesAllOf(wider: string, pattern: string): boolean {
  if (wider === "" || wider.includes("\\*") || pattern.includes("\\*")) return false;
  // A star of the pattern can only be met by one of the wider, which takes whatever stands there.
  return matchesPattern(hasVowelMarks(wider) ? pattern : withoutVowelMarks(pattern), wider);
}
