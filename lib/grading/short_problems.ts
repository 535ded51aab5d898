import type { FieldError } from "../model/process/errors.ts";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { foldedText } from "./folded_text.ts";
import { repeats } from "./repeats.ts";

export function shortProblems({ key, locale }: ContentOf<"short">): FieldError[] {
  const rules = { ...key, locale: locale ?? "en" };
  const doubles = repeats(key.accept.map(({ pattern }) => foldedText(pattern, rules)));
  const problems = doubles.map(({ at, of }) => ({
    path: `key.accept.${at}.pattern`,
    message: `Change this answer, it repeats answer ${of + 1}`,
  }));
  if (key.accept.some(({ credit }) => credit === 1)) return problems;
  return [...problems, { path: "key.accept", message: "Give one answer the full mark" }];
}
