import { z } from "zod";
import {
  IdSchema,
  InstantSchema,
  MarkSchema,
  PersonIdSchema,
  RowShape,
} from "../process/common_schema.ts";

/** Longest title of a section, in UTF-16 code units. */
export const MAX_SECTION_TITLE = 120;

/** A question pinned to one version. */
export const SlotSchema = z.strictObject({
  slotId: IdSchema,
  questionId: IdSchema,
  version: z.int().min(1),
  maxMark: MarkSchema.min(0, "Enter a mark from 0 to 100").max(100, "Enter a mark from 0 to 100"),
});
export type Slot = z.infer<typeof SlotSchema>;

export const SectionSchema = z.strictObject({
  id: IdSchema,
  title: z.string().max(MAX_SECTION_TITLE),
  /** Markdown, shown above the section's questions. */
  intro: z.string().max(2_000),
  /** Each student gets the section's questions in another order. */
  shuffle: z.boolean(),
  slots: z.array(SlotSchema).max(200),
});
export type Section = z.infer<typeof SectionSchema>;

/** Version 0: the question was never finished, so that there is nothing to pin yet. */
const DraftSectionSchema = SectionSchema.extend({
  slots: z.array(SlotSchema.extend({ version: z.int().min(0) })).max(200),
});

export const ExamDraftSchema = z.strictObject({
  sections: z.array(DraftSectionSchema).min(1).max(20),
  /** Markdown, shown before the start. */
  instructions: z.string().max(4_000),
});
export type ExamDraft = z.infer<typeof ExamDraftSchema>;

export const ExamSchema = z.strictObject({
  ...RowShape,
  title: z.string().trim().min(1, "Enter a title").max(200),
  description: z.string().max(1_000),
  subjectId: IdSchema.nullable(),
  ownerId: IdSchema,
  editorIds: z.array(PersonIdSchema).max(20),
  state: z.enum(["draft", "published", "archived"]),
  draft: ExamDraftSchema,
  /** Raised by every change of title, description, subject or draft; an edit must name it. */
  draftRev: z.int().min(0),
  publishedVersion: z.int().min(1).nullable(),
  /** `draftRev` at the last publication; differs when there are unpublished changes. */
  publishedRev: z.int().min(0).nullable(),
  updatedAt: InstantSchema,
  /** Who made the last change of `draftRev`; absent: the owner. */
  savedBy: IdSchema.optional(),
});
export type Exam = z.infer<typeof ExamSchema>;

/** Frozen for ever. `id` is `<examId>-<version>`. */
export const ExamVersionSchema = z.strictObject({
  ...RowShape,
  examId: IdSchema,
  version: z.int().min(1),
  title: z.string().max(200),
  subjectId: IdSchema.nullable(),
  sections: z.array(SectionSchema).min(1).max(20),
  instructions: z.string().max(4_000),
  /** Sum of the slots' marks, never typed. */
  totalMarks: z.number().min(0).max(20_000),
  publishedBy: IdSchema,
});
export type ExamVersion = z.infer<typeof ExamVersionSchema>;
