import type { QuestionContent, QuestionResponse } from "../model/questions/question_schema.ts";

/** A response as plain text: what was typed with its unit, or the words of the options chosen; empty for a blank. */
export function responseText(content: QuestionContent, response: QuestionResponse): string {
  switch (response?.kind) {
    case "short":
    case "essay":
      return response.text;
    case "numerical": {
      const units = content.kind === "numerical" ? content.body.units : [];
      const unit = units.find(({ id }) => id === response.unitId);
      return unit && response.text.trim() !== "" ? `${response.text} ${unit.label}` : response.text;
    }
    case "choice_one":
    case "true_false":
      return optionText(content, response.optionId);
    case "choice_many":
      return response.optionIds.map((id) => optionText(content, id)).join("\n");
    default:
      return "";
  }
}

/** The words of an option; of true and false too. */
export function optionText(content: QuestionContent, id: string): string {
  if (content.kind === "true_false") return id === "true" ? "True" : "False";
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return "";
  return content.body.options.find((option) => option.id === id)?.text ?? "";
}
