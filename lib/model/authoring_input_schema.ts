import { z } from "zod";
import { SectionInputSchema } from "./authoring_schema.ts";
import { IdSchema, SentIdSchema } from "./common_schema.ts";
import { ExamDraftSchema, ExamSchema } from "./exam_schema.ts";
import { TypedDraftContentSchema } from "./question_draft_schema.ts";
import {
  QuestionBankSchema,
  QuestionContentSchema,
  QuestionKindSchema,
  QuestionSchema,
  ResponseSchema,
  RubricVersionSchema,
  TagSchema,
} from "./question_schema.ts";
import {
  line,
  refuseUntypedContent,
  refuseUntypedRubric,
  TypedMarkSchema,
  TypedNameSchema,
} from "./typed_schema.ts";

/** What writers of tests and questions send. An unknown field is refused. @module */

const TypedContentSchema = QuestionContentSchema.superRefine(refuseUntypedContent);
const RubricSchema = RubricVersionSchema.shape.items.superRefine(refuseUntypedRubric);

export const IdParamSchema = z.object({ id: SentIdSchema });
export const SlotParamSchema = z.object({ id: SentIdSchema, slotId: SentIdSchema });

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
  bankId: SentIdSchema.exactOptional(),
  subjectId: SentIdSchema.exactOptional(),
  kind: QuestionKindSchema.exactOptional(),
  tag: z.string().max(40).exactOptional(),
  level: z.coerce.number().int().min(1).max(5).exactOptional(),
  state: question.state.exactOptional(),
  q: z.string().max(200).exactOptional(),
  after: z.string().max(100).exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).exactOptional(),
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
  archived: z.enum(["true", "false"]).exactOptional(),
  /** `next` of the page before. */
  after: z.string().max(200).exactOptional(),
});

export const PreviewSchema = z.strictObject({
  content: TypedDraftContentSchema,
  number: z.int().min(1).max(200),
  maxMark: TypedMarkSchema.min(0).max(100),
});
