import { canonicalJson } from "../process/canonical_json.ts";
import type { QuestionResponse } from "../questions/question_schema.ts";

/** Whether nothing was answered: cleared, only blanks typed, or no option chosen. A unit alone is no answer. */
export function isBlank(response: QuestionResponse): boolean {
  if (response === null) return true;
  if ("text" in response) return response.text.trim() === "";
  return response.kind === "choice_many" && response.optionIds.length === 0;
}

/** Text for hashes and for telling equal answers: sorted keys, option ids sorted and once each, text as typed. */
export function canonicalResponse(response: QuestionResponse): string {
  if (response?.kind !== "choice_many") return canonicalJson(response);
  return canonicalJson({ ...response, optionIds: [...new Set(response.optionIds)].sort() });
}
