import { displayQuantity } from "../model/grading/number_text.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { optionText } from "./response_text.ts";

/** The options of a question in the order they were written; empty where it has none. */
export function optionIdsOf(content: QuestionContent): string[] {
  if (content.kind === "true_false") return ["true", "false"];
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  return content.body.options.map(({ id }) => id);
}

/** The options that are right. */
export function keyIdsOf(content: QuestionContent): string[] {
  if (content.kind === "true_false") return [String(content.key.answer)];
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  const { credit } = content.key;
  const least = content.kind === "choice_one" ? 1 : 1e-9;
  return optionIdsOf(content).filter((id) => (credit[id] ?? 0) >= least);
}

/** One way to be right: Markdown as the author wrote it, or plain text. */
export interface RightAnswer {
  text: string;
  markdown: boolean;
}

/** The right options, the best accepted answer, or the model answer. Bears the key: ask the review rules first. */
export function rightAnswers(content: QuestionContent, locale: string): RightAnswer[] {
  switch (content.kind) {
    case "choice_one":
    case "choice_many":
    case "true_false":
      return keyIdsOf(content).map((id) => ({ text: optionText(content, id), markdown: true }));
    case "short": {
      const best = content.key.accept.toSorted((a, b) => b.credit - a.credit)[0];
      return best ? [{ text: withoutWildcards(best.pattern), markdown: false }] : [];
    }
    case "numerical": {
      const [first] = content.key.accept;
      const { units } = content.body;
      if (!first) return [];
      const quantity = { value: first.value, unitId: units[0]?.id ?? null };
      return [{ text: displayQuantity(quantity, units, locale), markdown: false }];
    }
    case "essay": {
      const { modelAnswer } = content.key;
      return modelAnswer.trim() === "" ? [] : [{ text: modelAnswer, markdown: true }];
    }
  }
}

/** A star stands for any characters; one with a backslash is a star. */
function withoutWildcards(pattern: string): string {
  return pattern.replaceAll(/(?<!\\)\*/g, "…").replaceAll("\\*", "*");
}
