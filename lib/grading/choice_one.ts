import type { ContentOf } from "../model/questions/question_schema.ts";
import { creditOf, type GradeContext, type Graded, graded, type ResponseOf } from "./graded.ts";

/** The credit of the option chosen. */
export function gradeChoiceOne(
  { key }: ContentOf<"choice_one">,
  { optionId }: ResponseOf<"choice_one">,
  context: GradeContext,
): Graded {
  return graded(creditOf(key.credit, optionId), context);
}
