import { z } from "zod";
import { IdSchema, InstantSchema, MarkSchema } from "../process/common_schema.ts";
import { ExamSchema, SectionSchema, SlotSchema } from "../exams/exam_schema.ts";
import { DraftContentSchema, DraftRubricSchema, SetAsideSchema } from "./question_draft_schema.ts";
import {
  QuestionBankSchema,
  QuestionKindSchema,
  QuestionSchema,
  QuestionVersionSchema,
} from "./question_schema.ts";
import { isMark } from "../marking/marks.ts";
import { line, NO_MARK } from "../text/typed_schema.ts";

/** Shapes of tests and questions for those who write them; they hold keys, so no student ever gets one. @module */

const ProblemSchema = z.object({ path: z.string(), message: z.string() });

export const TeacherSlotSchema = z.object({
  slotId: IdSchema,
  questionId: IdSchema,
  /** 0: not finished yet. */
  version: z.int(),
  maxMark: MarkSchema,
  title: z.string(),
  kind: QuestionKindSchema,
  /** Newest version of the question; 0 when it was deleted or never finished. */
  headVersion: z.int(),
  /** Typed since the version. */
  open: z.boolean(),
  problems: z.array(ProblemSchema),
}).meta({ id: "TeacherSlot" });
export type TeacherSlot = z.infer<typeof TeacherSlotSchema>;

export const TeacherSectionSchema = SectionSchema.omit({ slots: true }).extend({
  slots: z.array(TeacherSlotSchema),
}).meta({ id: "TeacherSection" });
export type TeacherSection = z.infer<typeof TeacherSectionSchema>;

/** A test as its writers see it. */
export const TeacherTestSchema = z.object({
  ...ExamSchema.pick({
    id: true,
    title: true,
    description: true,
    subjectId: true,
    ownerId: true,
    editorIds: true,
    state: true,
    draftRev: true,
    publishedVersion: true,
    updatedAt: true,
  }).shape,
  instructions: z.string(),
  sections: z.array(TeacherSectionSchema),
  totalMarks: z.number(),
  /** The draft says something else than the newest version. */
  unpublished: z.boolean(),
}).meta({ id: "TeacherTest" });
export type TeacherTest = z.infer<typeof TeacherTestSchema>;

/** A test in a list. */
export const TestRowSchema = z.object({
  ...ExamSchema.pick({
    id: true,
    title: true,
    subjectId: true,
    ownerId: true,
    state: true,
    publishedVersion: true,
    updatedAt: true,
  }).shape,
  questionCount: z.int(),
  totalMarks: z.number(),
  unpublished: z.boolean(),
}).meta({ id: "TestRow" });
export type TestRow = z.infer<typeof TestRowSchema>;

/** A section as an editor sends it. */
export const SectionInputSchema = SectionSchema.omit({ slots: true }).extend({
  title: line(SectionSchema.shape.title),
  slots: z.array(SlotSchema.extend({
    maxMark: SlotSchema.shape.maxMark.refine(isMark, NO_MARK),
    /** The version the slot has, or the newest for a new slot, unless given. */
    version: z.int().min(0).exactOptional(),
  })).max(200),
});

/** A question being edited, in a slot or on its page. */
export const QuestionWorkSchema = z.object({
  questionId: IdSchema,
  content: DraftContentSchema,
  rubric: DraftRubricSchema,
  setAside: SetAsideSchema,
  /** To name with the next save. */
  rev: z.int(),
  open: z.boolean(),
  /** The version this is based on; 0 for none. */
  version: z.int(),
  headVersion: z.int(),
  mayEdit: z.boolean(),
  tags: QuestionSchema.shape.tags,
  level: QuestionSchema.shape.level,
  problems: z.array(ProblemSchema),
  /** What the key probably does not mean to say; in the way of nothing. */
  warnings: z.array(ProblemSchema),
  savedAt: InstantSchema.nullable(),
}).meta({ id: "QuestionWork" });
export type QuestionWork = z.infer<typeof QuestionWorkSchema>;

/** What a save answers. */
export const SavedDraftSchema = z.object({
  rev: z.int(),
  savedAt: InstantSchema,
  title: z.string(),
  problems: z.array(ProblemSchema),
  /** As of `QuestionWork`. */
  warnings: z.array(ProblemSchema),
}).meta({ id: "SavedDraft" });
export type SavedDraft = z.infer<typeof SavedDraftSchema>;

/** A question in a list. */
export const QuestionRowSchema = z.object({
  ...QuestionSchema.pick({
    id: true,
    bankId: true,
    subjectId: true,
    headVersion: true,
    state: true,
    kind: true,
    title: true,
    tags: true,
    level: true,
    defaultMark: true,
    updatedAt: true,
  }).shape,
  mayEdit: z.boolean(),
}).meta({ id: "QuestionRow" });
export type QuestionRow = z.infer<typeof QuestionRowSchema>;

/** A question with its newest version, key included. */
export const TeacherQuestionSchema = QuestionRowSchema.extend({
  version: QuestionVersionSchema.pick({ version: true, content: true, createdAt: true }).nullable(),
  rubric: DraftRubricSchema,
  /** Of the newest version, as of `QuestionWork`. */
  warnings: z.array(ProblemSchema),
  /** Tests that hold it. */
  usedIn: z.int(),
}).meta({ id: "TeacherQuestion" });
export type TeacherQuestion = z.infer<typeof TeacherQuestionSchema>;

export const BankRowSchema = z.object({
  ...QuestionBankSchema.pick({
    id: true,
    name: true,
    subjectId: true,
    sharing: true,
    ownerId: true,
  }).shape,
  mayEdit: z.boolean(),
}).meta({ id: "QuestionBank" });
export type BankRow = z.infer<typeof BankRowSchema>;
