import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import type { StudentAttempt } from "../../lib/model/attempts/student_attempt_schema.ts";
import type { Random } from "./random.ts";

/** Some answer to a question. @param serial Makes its text one of a kind. */
export function randomResponse(
  { kind, options }: StudentAttempt["questions"][number],
  random: Random,
  serial: number,
): QuestionResponse {
  const text = `text ${serial} ${"word ".repeat(random.below(40))}`;
  switch (kind) {
    case "choice_one":
      return random.chance(0.1) ? null : { kind, optionId: random.pick(options).id };
    case "true_false":
      return { kind, optionId: random.pick(["true", "false"] as const) };
    case "choice_many":
      return { kind, optionIds: options.map(({ id }) => id).filter(() => random.chance(0.5)) };
    case "short":
      return { kind, text: text.slice(0, 400) };
    case "numerical":
      return { kind, text: String(random.below(100)), unitId: random.pick(["cm", null]) };
    case "essay":
      return { kind, text };
  }
}
