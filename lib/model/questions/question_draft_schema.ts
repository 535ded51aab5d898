import { z } from "zod";
import {
  FractionSchema,
  IdSchema,
  InstantSchema,
  LocaleSchema,
  recordOf,
  RowShape,
} from "../process/common_schema.ts";
import {
  ChoiceManyKeySchema,
  MAX_BY_OPTION,
  RichTextSchema,
  ShortKeySchema,
  TrueFalseBodySchema,
  TrueFalseKeySchema,
} from "./question_schema.ts";
import { refuseUntypedContent, refuseUntypedRubric } from "../text/typed_schema.ts";

/**
 * What an author is still writing: the shapes of `QuestionContentSchema` without its demands, so that an empty option or
 * half a number is kept as it stands.
 * @module
 */

const MarkInDraft = z.number().min(-1_000).max(1_000);
const Shared = {
  prompt: RichTextSchema,
  explanation: RichTextSchema,
  defaultMark: MarkInDraft,
  locale: LocaleSchema.nullable(),
};
const Options = z.array(z.strictObject({ id: IdSchema, text: z.string().max(2_000) })).max(20);
const Credit = recordOf(IdSchema, FractionSchema, MAX_BY_OPTION);
const Feedback = recordOf(IdSchema, z.string().max(1_000), MAX_BY_OPTION);
const Count = z.int().min(0).max(100_000);

/** The type of {@linkcode QuestionContent}, in whose fields more may stand, and whose answer may not be chosen yet. */
export const DraftContentSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("choice_one"),
    ...Shared,
    body: z.strictObject({ options: Options, shuffle: z.boolean() }),
    key: z.strictObject({ credit: Credit, feedback: Feedback }),
  }),
  z.strictObject({
    kind: z.literal("true_false"),
    ...Shared,
    body: TrueFalseBodySchema,
    /** `null` until the author has chosen. */
    key: TrueFalseKeySchema.extend({ answer: z.boolean().nullable() }),
  }),
  z.strictObject({
    kind: z.literal("choice_many"),
    ...Shared,
    body: z.strictObject({
      options: Options,
      shuffle: z.boolean(),
      min: Count.nullable(),
      max: Count.nullable(),
    }),
    key: ChoiceManyKeySchema,
  }),
  z.strictObject({
    kind: z.literal("short"),
    ...Shared,
    body: z.strictObject({}),
    key: ShortKeySchema.extend({
      accept: z.array(z.strictObject({ pattern: z.string().max(200), credit: FractionSchema }))
        .max(30),
    }),
  }),
  z.strictObject({
    kind: z.literal("numerical"),
    ...Shared,
    body: z.strictObject({
      units: z.array(z.strictObject({ id: IdSchema, label: z.string().max(20) })).max(10),
    }),
    key: z.strictObject({
      accept: z.array(z.strictObject({
        value: z.string().max(40),
        tolerance: z.strictObject({
          rule: z.enum(["absolute", "relative", "geometric", "figures"]),
          size: z.string().max(30),
        }),
        credit: FractionSchema,
      })).max(10),
      unitFactors: recordOf(IdSchema, z.string().max(40), MAX_BY_OPTION),
      unitPenalty: z.number().min(0).max(1),
      missingUnitPenalty: z.number().min(0).max(1).exactOptional(),
      percent: z.enum(["allow", "refuse"]),
      expressions: z.enum(["allow", "refuse"]).exactOptional(),
    }),
  }),
  z.strictObject({
    kind: z.literal("essay"),
    ...Shared,
    body: z.strictObject({ minWords: Count.nullable(), maxChars: Count }),
    key: z.strictObject({ rubricVersionId: IdSchema.nullable(), modelAnswer: RichTextSchema }),
  }),
]);
export type DraftContent = z.infer<typeof DraftContentSchema>;
export type DraftOf<K extends DraftContent["kind"]> = Extract<DraftContent, { kind: K }>;

/** The same, as it may be sent. */
export const TypedDraftContentSchema = DraftContentSchema.superRefine(refuseUntypedContent);

/** Rows of a rubric while they are written; none: the essay has no rubric. */
export const DraftRubricSchema = z.array(z.strictObject({
  id: IdSchema,
  title: z.string().max(200),
  levels: z.array(z.strictObject({
    id: IdSchema,
    points: MarkInDraft,
    text: z.string().max(500),
  })).max(10),
})).max(20);
export type DraftRubric = z.infer<typeof DraftRubricSchema>;

/** What was written for a question as other kinds than it is now, at most once each: body and key count, the words do not. */
export const SetAsideSchema = z.array(DraftContentSchema).max(5);

/** What autosave sends. */
export const DraftInputSchema = z.strictObject({
  /** `rev` of the draft that was edited; 0 where there was none. */
  rev: z.int().min(0),
  content: TypedDraftContentSchema,
  rubric: DraftRubricSchema.superRefine(refuseUntypedRubric),
  /** Left out: what is kept stays. */
  setAside: z.array(TypedDraftContentSchema).max(5).optional(),
});
export type DraftInput = z.infer<typeof DraftInputSchema>;

/**
 * Working copy of a question: in one slot of a test (`id` is `<examId>-<slotId>`) or on the question's own page (`id` is
 * the question's). It becomes a version when the test is published or the page is saved (docs/decisions).
 */
export const QuestionDraftSchema = z.strictObject({
  ...RowShape,
  questionId: IdSchema,
  examId: IdSchema.nullable(),
  slotId: IdSchema.nullable(),
  content: DraftContentSchema,
  rubric: DraftRubricSchema,
  setAside: SetAsideSchema.default([]),
  /** Raised by each save. */
  rev: z.int().min(1),
  /** The `rev` that became a version; the draft is open while they differ. */
  settledRev: z.int().min(0),
  /** `headVersion` of the question when this draft was begun; a newer one must not be written over. */
  headSeen: z.int().min(0),
  savedBy: IdSchema,
  savedAt: InstantSchema,
});
export type QuestionDraft = z.infer<typeof QuestionDraftSchema>;
