import { z } from "zod";

const CHOOSE = "Choose one of the list";

/** A field of a form that was left as it was counts as none. */
function oneOf<const T extends readonly string[]>(values: T) {
  return z.union([z.literal("").transform(() => undefined), z.enum(values)], CHOOSE).optional();
}

/** How a file to download is written, where it is not as the school's locale has it. */
export const CsvChoiceSchema = z.object({
  separator: oneOf(["comma", "semicolon", "tab"]),
  decimal: oneOf(["point", "comma"]),
  zone: oneOf(["school", "utc"]),
});
export type CsvChoice = z.infer<typeof CsvChoiceSchema>;
