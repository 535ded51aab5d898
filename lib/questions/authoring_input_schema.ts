import { z } from "zod";
import { SectionInputSchema } from "../model/questions/authoring_schema.ts";
import { IdSchema, SentIdSchema } from "../model/process/common_schema.ts";
import { ExamDraftSchema, ExamSchema } from "../model/exams/exam_schema.ts";
import { TypedDraftContentSchema } from "../model/questions/question_draft_schema.ts";
import {
  QuestionBankSchema,
  QuestionContentSchema,
  QuestionKindSchema,
  QuestionSchema,
  ResponseSchema,
  RubricVersionSchema,
  TagSchema,
} from "../model/questions/question_schema.ts";
import {
  line,
  refuseUntypedContent,
  refuseUntypedRubric,
  TypedMarkSchema,
  TypedNameSchema,
} from "../model/text/typed_schema.ts";

/** What writers of tests and questions send. An unknown field is refused. @module */

const TypedContentSchema = QuestionContentSchema.superRefine(refuseUntypedContent);
const RubricSchema = RubricVersionSchema.shape.items.superRefine(refuseUntypedRubric);

/** The path names a row of this kind. */
export function idParam(whose: string): z.ZodObject<{ id: typeof SentIdSchema }> {
  return z.object({ id: SentIdSchema.describe(`Id of the ${whose}`) });
}
export const SlotParamSchema = z.object({
  id: SentIdSchema.describe("Id of the test"),
  slotId: SentIdSchema.describe("A place of a question in the test, as the test names it"),
});

const bank = QuestionBankSchema.shape;
export const NewBankSchema = z.strictObject({
  name: TypedNameSchema,
  subjectId: bank.subjectId.default(null),
  sharing: bank.sharing.default("school"),
});
export const BankChangeSchema = z.strictObject({
  name: TypedNameSchema.exactOptional(),
  subjectId: bank.subjectId.exactOptional(),
  sharing: bank.sharing.exactOptional(),
});

const question = QuestionSchema.shape;
const LabelsShape = {
  subjectId: question.subjectId.exactOptional(),
  tags: z.array(line(TagSchema)).max(20).exactOptional(),
  level: question.level.exactOptional(),
};
export const NewQuestionSchema = z.strictObject({
  /** "My questions" unless given. */
  bankId: IdSchema.exactOptional(),
  question: TypedContentSchema,
  rubric: RubricSchema.exactOptional(),
  ...LabelsShape,
  /** Also puts it at the end of this test. */
  examId: IdSchema.exactOptional(),
});
export const NewVersionSchema = z.strictObject({
  baseVersion: z.int().min(0),
  question: TypedContentSchema,
  rubric: RubricSchema.exactOptional(),
});
export const QuestionChangeSchema = z.strictObject({
  ...LabelsShape,
  state: question.state.exactOptional(),
  bankId: IdSchema.exactOptional(),
});
export const QuestionQuerySchema = z.strictObject({
  bankId: SentIdSchema.exactOptional().describe("Those of this bank alone"),
  subjectId: SentIdSchema.exactOptional().describe("Those of this subject alone"),
  kind: QuestionKindSchema.exactOptional().describe("Those of this kind alone"),
  tag: z.string().max(40).exactOptional().describe("Those with this tag alone"),
  level: z.coerce.number().int().min(1).max(5).exactOptional().describe(
    "Those of this level alone",
  ),
  state: question.state.exactOptional().describe(
    "Those in this state; all but retired unless given",
  ),
  q: z.string().max(200).exactOptional().describe("Words that the question begins with"),
  after: z.string().max(100).exactOptional().describe("`next` of the page before"),
  limit: z.coerce.number().int().min(1).max(100).exactOptional().describe("Most on a page"),
});
export const ConvertSchema = z.strictObject({
  content: TypedDraftContentSchema,
  kind: QuestionKindSchema,
});
export const TrySchema = z.strictObject({
  version: z.int().min(1),
  response: ResponseSchema,
});
export const KeepSchema = z.strictObject({ keep: z.enum(["mine", "theirs"]) });

const exam = ExamSchema.shape;
export const NewTestSchema = z.strictObject({
  title: line(exam.title),
  description: exam.description.exactOptional(),
  subjectId: exam.subjectId.exactOptional(),
});
const draftRev = exam.draftRev;
const SectionsSchema = z.array(SectionInputSchema).min(1).max(20);
export const TestChangeSchema = z.strictObject({
  draftRev,
  title: line(exam.title).exactOptional(),
  description: exam.description.exactOptional(),
  subjectId: exam.subjectId.exactOptional(),
  instructions: ExamDraftSchema.shape.instructions.exactOptional(),
  sections: SectionsSchema.exactOptional(),
});
export const SlotsSchema = z.strictObject({ draftRev, sections: SectionsSchema });
export const PublishSchema = z.strictObject({ draftRev });
export const EditorsSchema = z.strictObject({ editorIds: exam.editorIds });
export const AddQuestionSchema = z.strictObject({
  sectionId: IdSchema,
  kind: QuestionKindSchema,
});
export const TestQuerySchema = z.strictObject({
  archived: z.enum(["true", "false"]).exactOptional().describe(
    "`true`: those that were put away, in place of the others",
  ),
  after: z.string().max(200).exactOptional().describe("`next` of the page before"),
});

export const PreviewSchema = z.strictObject({
  content: TypedDraftContentSchema,
  number: z.int().min(1).max(200),
  maxMark: TypedMarkSchema.min(0).max(100),
});
