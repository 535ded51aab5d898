import type { QuestionKind } from "./question_schema.ts";

/** Kinds of questions in the words of the screen, in the order of their use. */
export const KINDS: readonly { value: QuestionKind; label: string }[] = [
  { value: "choice_one", label: "Choose one" },
  { value: "true_false", label: "True or false" },
  { value: "choice_many", label: "Choose several" },
  { value: "short", label: "Short answer" },
  { value: "numerical", label: "Number" },
  { value: "essay", label: "Essay" },
];

export function kindName(kind: QuestionKind): string {
  return KINDS.find(({ value }) => value === kind)?.label ?? kind;
}
