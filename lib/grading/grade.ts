import type { QuestionContent, QuestionResponse } from "../model/questions/question_schema.ts";
import { isBlank } from "../model/attempts/response.ts";
import { gradeChoiceMany } from "./choice_many.ts";
import { gradeChoiceOne } from "./choice_one.ts";
import { type GradeContext, type Graded, graded, unsure } from "./graded.ts";
import { gradeNumerical } from "./numerical.ts";
import { gradeShort } from "./short.ts";
import { gradeTrueFalse } from "./true_false.ts";

/**
 * What a response is worth, from the key alone: the same every time, for whatever fits the schemas.
 *
 * A blank is 0 and certain. An essay, a number that cannot be read and a response of another kind are `unsure`.
 */
export function grade(
  content: QuestionContent,
  response: QuestionResponse,
  context: GradeContext,
): Graded {
  if (response === null || isBlank(response)) return graded(0, context);
  switch (content.kind) {
    case "choice_one":
      return response.kind === content.kind ? gradeChoiceOne(content, response, context) : unsure();
    case "true_false":
      return response.kind === content.kind ? gradeTrueFalse(content, response, context) : unsure();
    case "choice_many":
      return response.kind === content.kind
        ? gradeChoiceMany(content, response, context)
        : unsure();
    case "short":
      return response.kind === content.kind ? gradeShort(content, response, context) : unsure();
    case "numerical":
      return response.kind === content.kind ? gradeNumerical(content, response, context) : unsure();
    case "essay":
      return unsure();
  }
}
