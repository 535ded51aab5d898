import type { FieldError } from "../model/process/errors.ts";
import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import { choiceManyWarnings, optionWarnings } from "./choice_warnings.ts";
import { numericalWarnings } from "./numerical_warnings.ts";
import { shortWarnings } from "./short_warnings.ts";

/**
 * What a key probably does not mean to say, for whatever an author has written so far: never in the way of saving, publishing
 * or marking. `path` is the field where it is changed.
 */
export function keyWarnings(content: DraftContent): FieldError[] {
  switch (content.kind) {
    case "choice_one":
      return optionWarnings(content);
    case "choice_many":
      return [...optionWarnings(content), ...choiceManyWarnings(content)];
    case "short":
      return shortWarnings(content);
    case "numerical":
      return numericalWarnings(content);
    case "true_false":
    case "essay":
      return [];
  }
}
