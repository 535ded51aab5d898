import type { QuestionContent } from "../model/questions/question_schema.ts";
import type { ReviewField } from "../model/review/review_schema.ts";

/** Files that a question shows while it is answered: in its prompt and options. */
export function mediaIdsOf(content: QuestionContent): string[] {
  const options = "options" in content.body ? content.body.options : [];
  return mediaIdsIn([content.prompt, ...options.map(({ text }) => text)]);
}

/** Files that only a review shows, of the fields it may show: explanation, feedback, model answer. */
export function reviewMediaIdsOf(
  { explanation, key }: QuestionContent,
  fields: ReadonlySet<ReviewField>,
): string[] {
  const texts: string[] = [];
  if (fields.has("explanation")) texts.push(explanation);
  if (fields.has("feedback") && "feedback" in key) texts.push(...Object.values(key.feedback));
  if (fields.has("rightAnswer") && "modelAnswer" in key) texts.push(key.modelAnswer);
  return mediaIdsIn(texts);
}

/** Files that Markdown texts name, each once. */
export function mediaIdsIn(texts: readonly string[]): string[] {
  const ids = texts.flatMap((text) =>
    [...text.matchAll(/media:([\w-]{1,64})/g)].map(([, id]) => id!)
  );
  return [...new Set(ids)];
}
