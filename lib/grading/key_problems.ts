import type { FieldError } from "../model/process/errors.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { choiceManyProblems, choiceOneProblems } from "./choice_problems.ts";
import { numericalProblems } from "./numerical_problems.ts";
import { shortProblems } from "./short_problems.ts";

/** What an author must still mend before students get the question, beyond what its schema checks. */
export function keyProblems(content: QuestionContent): FieldError[] {
  return [...textProblems(content), ...kindProblems(content)];
}

function kindProblems(content: QuestionContent): FieldError[] {
  switch (content.kind) {
    case "choice_one":
      return choiceOneProblems(content);
    case "choice_many":
      return choiceManyProblems(content);
    case "short":
      return shortProblems(content);
    case "numerical":
      return numericalProblems(content);
    case "true_false":
    case "essay":
      return [];
  }
}

function textProblems(content: QuestionContent): FieldError[] {
  const texts = [
    ["prompt", content.prompt] as const,
    ["explanation", content.explanation] as const,
    ...optionTexts(content),
  ];
  if (content.kind === "essay") texts.push(["key.modelAnswer", content.key.modelAnswer]);
  const problems = texts.filter(([, text]) => /!\[\s*\]\(media:/.test(text))
    .map(([path]) => ({ path, message: "Describe this picture" }));
  if (content.prompt.trim() !== "") return problems;
  return [{ path: "prompt", message: "Write the question" }, ...problems];
}

function optionTexts(content: QuestionContent): (readonly [path: string, text: string])[] {
  if (content.kind !== "choice_one" && content.kind !== "choice_many") return [];
  return content.body.options.map(({ text }, i) => [`body.options.${i}.text`, text] as const);
}
