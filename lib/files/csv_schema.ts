import { z } from "zod";

const CHOOSE = "Choose one of the list";

/** How a file to download is written, where it is not as the school's locale has it, which is `school`. */
export const CsvChoiceSchema = z.object({
  separator: z.enum(["school", "comma", "semicolon", "tab"], CHOOSE).optional(),
  decimal: z.enum(["school", "point", "comma"], CHOOSE).optional(),
  zone: z.enum(["school", "utc"], CHOOSE).optional(),
});
export type CsvChoice = z.infer<typeof CsvChoiceSchema>;
