import { z } from "zod";
import { IdSchema } from "../model/process/common_schema.ts";
import { ExamSchema } from "../model/exams/exam_schema.ts";
import { QuestionBankSchema, QuestionKindSchema } from "../model/questions/question_schema.ts";
import { line, TypedNameSchema } from "../model/text/typed_schema.ts";

/** Forms of the pages of tests and questions. @module */

/** A select's empty entry is nothing chosen. */
const ChosenSchema = z.union([z.literal("").transform(() => null), IdSchema]).default(null);

export const NewTestFormSchema = z.strictObject({
  title: line(ExamSchema.shape.title),
  subjectId: ChosenSchema,
});

export const TestActFormSchema = z.strictObject({
  act: z.enum(["copy", "archive", "restore", "delete"]),
});

export const NewQuestionFormSchema = z.strictObject({
  kind: QuestionKindSchema,
  bankId: ChosenSchema,
});

export const QuestionActFormSchema = z.strictObject({
  act: z.enum(["copy", "retire", "activate", "delete"]),
});

export const NewBankFormSchema = z.strictObject({
  name: TypedNameSchema,
  subjectId: ChosenSchema,
  sharing: QuestionBankSchema.shape.sharing,
});
