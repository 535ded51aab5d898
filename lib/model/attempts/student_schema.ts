import { z } from "zod";
import { IdSchema, LocaleSchema } from "../process/common_schema.ts";
import { QuestionKindSchema, UnitSchema } from "../questions/question_schema.ts";

const HtmlSchema = z.string();

/** An option as HTML, under the id that an answer names. */
export const StudentOptionSchema = z.strictObject({
  id: IdSchema,
  html: HtmlSchema,
  /** The option's name for screen readers where it holds maths; `null` where its HTML says it all. */
  spoken: z.string().nullable(),
});
export type StudentOption = z.infer<typeof StudentOptionSchema>;

/** All that the owner of a started attempt may know of a question; what decides its mark has no place here. */
export const StudentQuestionSchema = z.strictObject({
  slotId: IdSchema,
  kind: QuestionKindSchema,
  /** From 1, in the student's order. */
  number: z.int().min(1),
  /** In a preview also what no mark may be. */
  maxMark: z.number(),
  /** Language of the content; `null` where it is the page's. */
  lang: LocaleSchema.nullable(),
  promptHtml: HtmlSchema,
  /** In the paper's order; empty where the kind has none. */
  options: z.array(StudentOptionSchema).max(20),
  /** In a preview also one whose name is not written yet. */
  units: z.array(UnitSchema.extend({ label: z.string() })).max(10),
  /** Fewest and most options to choose; `null` for no bound, and outside `choice_many`. */
  min: z.int().nullable(),
  max: z.int().nullable(),
  /** Longest answer in UTF-16 code units; `null` where nothing is typed. */
  maxChars: z.int().nullable(),
  /** Told to the student, not enforced; `null` outside `essay` or without a bound. */
  minWords: z.int().nullable(),
  /** π, roots and `\frac` are read in a number; false outside `numerical`. */
  expressions: z.boolean(),
  /** The page needs `maths.css`. */
  hasMaths: z.boolean(),
}).meta({ id: "StudentQuestion" });
export type StudentQuestion = z.infer<typeof StudentQuestionSchema>;
