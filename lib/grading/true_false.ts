import type { ContentOf } from "../model/questions/question_schema.ts";
import { type GradeContext, type Graded, graded, type ResponseOf } from "./graded.ts";

/** All or nothing; a wrong answer is 0 under negative marking too, as its key holds no credit. */
export function gradeTrueFalse(
  { key }: ContentOf<"true_false">,
  { optionId }: ResponseOf<"true_false">,
  context: GradeContext,
): Graded {
  return graded(optionId === String(key.answer) ? 1 : 0, context);
}
