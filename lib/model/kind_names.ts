import type { QuestionKind } from "./question_schema.ts";

/** Kinds of questions in the words of the screen. */
export const KIND_NAMES: Readonly<Record<QuestionKind, string>> = {
  choice_one: "Choose one",
  true_false: "True or false",
  choice_many: "Choose several",
  short: "Short answer",
  numerical: "Number",
  essay: "Essay",
};

/** As options of a select, in the order of their use. */
export const KINDS = (Object.entries(KIND_NAMES) as [QuestionKind, string][])
  .map(([value, label]) => ({ value, label }));
