import type { QuestionKind, QuestionResponse } from "../questions/question_schema.ts";

/** Name of the field that holds a number's unit. */
export function unitField(name: string): string {
  return `${name}-unit`;
}

/**
 * The response that the fields of `QuestionView` hold; the same for a posted form and for a page's script.
 *
 * @param name As given to `QuestionView`.
 * @param fields All values of the field with that name.
 * @returns `null` when nothing is chosen or typed.
 */
export function responseFromFields(
  kind: QuestionKind,
  name: string,
  fields: (name: string) => readonly string[],
): QuestionResponse {
  const values = fields(name).filter((value) => value !== "");
  const first = values[0];
  if (kind === "choice_many") return first === undefined ? null : { kind, optionIds: [...values] };
  const unitId = kind === "numerical" ? fields(unitField(name))[0] || null : null;
  if (first === undefined && unitId === null) return null;
  const text = first ?? "";
  switch (kind) {
    case "choice_one":
      return { kind, optionId: text };
    case "true_false":
      return text === "true" || text === "false" ? { kind, optionId: text } : null;
    case "short":
      return { kind, text };
    // A browser posts line ends as CR LF.
    case "essay":
      return { kind, text: text.replaceAll("\r\n", "\n") };
    case "numerical":
      return { kind, text, unitId };
  }
}
