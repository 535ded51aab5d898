import { z } from "zod";
import { authoredNumber } from "./authored_number.ts";
import {
  FractionSchema,
  IdSchema,
  InstantSchema,
  LocaleSchema,
  MarkSchema,
  NameSchema,
  recordOf,
  RowShape,
} from "../process/common_schema.ts";

export const QUESTION_KINDS = [
  "choice_one",
  "true_false",
  "choice_many",
  "short",
  "numerical",
  "essay",
] as const;
export const QuestionKindSchema = z.enum(QUESTION_KINDS);
export type QuestionKind = z.infer<typeof QuestionKindSchema>;

/** Markdown with TeX between dollar signs and images as `![description](media:<fileId>#<width>x<height>)`, where the size in pixels may be left out. */
export const RichTextSchema = z.string().max(8_000);
const OptionTextSchema = z.string().trim().min(1, "Write this option").max(2_000);

/** Never a position or letter: shown order comes from the paper. `true_false` uses `true` and `false`. */
export const OptionSchema = z.strictObject({ id: IdSchema, text: OptionTextSchema });
/** Most entries of what is kept by option or unit, of which a question has far fewer: entries of removed ones may stay. */
export const MAX_BY_OPTION = 1_000;
const FeedbackSchema = recordOf(IdSchema, z.string().max(1_000), MAX_BY_OPTION);
const OptionsSchema = z.array(OptionSchema).min(2, "Write at least 2 options").max(20);

export const ChoiceOneBodySchema = z.strictObject({ options: OptionsSchema, shuffle: z.boolean() });
export const ChoiceOneKeySchema = z.strictObject({
  /** Per option id; exactly one is 1. A missing option counts 0. */
  credit: recordOf(IdSchema, FractionSchema, MAX_BY_OPTION),
  feedback: FeedbackSchema,
});

export const TrueFalseBodySchema = z.strictObject({});
export const TrueFalseKeySchema = z.strictObject({
  answer: z.boolean("Choose the right answer"),
  feedback: FeedbackSchema,
});

export const ChoiceManyBodySchema = z.strictObject({
  options: OptionsSchema,
  shuffle: z.boolean(),
  /** Fewest and most options a student may choose, told to the student. */
  min: z.int().min(0).max(20).nullable(),
  max: z.int().min(1).max(20).nullable(),
});
export const ChoiceManyKeySchema = z.strictObject({
  credit: recordOf(IdSchema, FractionSchema, MAX_BY_OPTION),
  rule: z.enum(["sum", "set", "right_minus_wrong"]),
  feedback: FeedbackSchema,
});

export const ShortBodySchema = z.strictObject({});
export const ShortKeySchema = z.strictObject({
  /** `*` stands for any run of characters. The best credit counts. */
  accept: z.array(
    z.strictObject({
      pattern: z.string().trim().min(1, "Write an accepted answer").max(200),
      credit: FractionSchema,
    }),
  )
    .min(1, "Write at least one accepted answer").max(30),
  caseSensitive: z.boolean(),
  accents: z.enum(["strict", "fold"]),
});

/** Text of a number, brought into the one way it is kept. */
function typedNumber(kept: RegExp, message: string, most: number) {
  return z.string().max(60).transform(authoredNumber).pipe(
    z.string().regex(kept, message).max(most),
  );
}

export const ToleranceSchema = z.strictObject({
  rule: z.enum(["absolute", "relative", "geometric", "figures"]),
  /** Decimal text, so that a border is exact; for `figures` the number of significant figures. */
  size: typedNumber(/^\d+(\.\d+)?$/, "Enter a number, 0 or more", 30),
});
export const UnitSchema = z.strictObject({
  id: IdSchema,
  label: z.string().trim().min(1, "Name this unit").max(20),
});
export const NumericalBodySchema = z.strictObject({ units: z.array(UnitSchema).max(10) });
export const NumericalKeySchema = z.strictObject({
  /** The first range that holds counts. `value` is decimal text, a fraction such as `7/20`, or one with π and a root such as `3π√2/4`, in the first unit. */
  accept: z.array(z.strictObject({
    value: typedNumber(
      /^-?(\d+(\.\d+)?(e-?\d+)?(\/\d+)?|(?=.*[π√])\d*(π(\^[23])?)?(√\d+)?(\/(\d+|π(\^[23])?|\(\d+π(\^[23])?\)))?)$/i,
      "Enter a number such as -2.5, 7/20 or 6×10^23",
      40,
    ),
    tolerance: ToleranceSchema,
    credit: FractionSchema,
  })).min(1, "Enter the right number").max(10),
  /** How many of the first unit one of each unit is, as decimal text; the first is 1. */
  unitFactors: recordOf(
    IdSchema,
    typedNumber(/^\d+(\.\d+)?(e-?\d+)?$/i, "Enter a number above 0", 40),
    MAX_BY_OPTION,
  ),
  /** Part of the credit lost for a wrong unit. */
  unitPenalty: z.number().min(0).max(1),
  /** The same for a missing one; left out, as in older versions: what a wrong one loses. */
  missingUnitPenalty: z.number().min(0).max(1).exactOptional(),
  percent: z.enum(["allow", "refuse"]),
  /** Whether π, roots and `\frac` are read in answers; left out, as in older versions: they are not. */
  expressions: z.enum(["allow", "refuse"]).exactOptional(),
});

export const EssayBodySchema = z.strictObject({
  minWords: z.int().min(0).max(5_000).nullable(),
  maxChars: z.int().min(50).max(20_000),
});
export const EssayKeySchema = z.strictObject({
  rubricVersionId: IdSchema.nullable(),
  modelAnswer: RichTextSchema,
});

const SharedShape = {
  prompt: RichTextSchema.min(1, "Write the question"),
  explanation: RichTextSchema,
  defaultMark: MarkSchema.min(0, "Enter a mark from 0 to 100").max(
    100,
    "Enter a mark from 0 to 100",
  ),
  locale: LocaleSchema.nullable(),
};

/** Everything an author writes, complete and playable. Checked further by `keyProblems()` in lib/grading. */
export const QuestionContentSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("choice_one"),
    ...SharedShape,
    body: ChoiceOneBodySchema,
    key: ChoiceOneKeySchema,
  }),
  z.strictObject({
    kind: z.literal("true_false"),
    ...SharedShape,
    body: TrueFalseBodySchema,
    key: TrueFalseKeySchema,
  }),
  z.strictObject({
    kind: z.literal("choice_many"),
    ...SharedShape,
    body: ChoiceManyBodySchema,
    key: ChoiceManyKeySchema,
  }),
  z.strictObject({
    kind: z.literal("short"),
    ...SharedShape,
    body: ShortBodySchema,
    key: ShortKeySchema,
  }),
  z.strictObject({
    kind: z.literal("numerical"),
    ...SharedShape,
    body: NumericalBodySchema,
    key: NumericalKeySchema,
  }),
  z.strictObject({
    kind: z.literal("essay"),
    ...SharedShape,
    body: EssayBodySchema,
    key: EssayKeySchema,
  }),
]);
export type QuestionContent = z.infer<typeof QuestionContentSchema>;
export type ContentOf<K extends QuestionKind> = Extract<QuestionContent, { kind: K }>;

export const QuestionBankSchema = z.strictObject({
  ...RowShape,
  name: NameSchema,
  ownerId: IdSchema,
  subjectId: IdSchema.nullable(),
  sharing: z.enum(["private", "school"]),
});
export type QuestionBank = z.infer<typeof QuestionBankSchema>;

export const TagSchema = z.string().trim().min(1, "Name this tag").max(40);

/** The editable head; what it says of content repeats the newest version, for lists and search. */
export const QuestionSchema = z.strictObject({
  ...RowShape,
  bankId: IdSchema,
  subjectId: IdSchema.nullable(),
  authorId: IdSchema,
  /** 0: never finished, all there is of it is a draft. */
  headVersion: z.int().min(0),
  state: z.enum(["draft", "active", "retired"]),
  kind: QuestionKindSchema,
  /** First line of the prompt without markup. */
  title: z.string().max(200),
  tags: z.array(TagSchema).max(20),
  level: z.int().min(1).max(5).nullable(),
  defaultMark: MarkSchema,
  /** Search tokens of prompt, options and tags, folded. */
  terms: z.array(z.string().max(40)).max(200),
  updatedAt: InstantSchema,
});
export type Question = z.infer<typeof QuestionSchema>;

/** Frozen for ever. `id` is `<questionId>-<version>`. */
export const QuestionVersionSchema = z.strictObject({
  ...RowShape,
  questionId: IdSchema,
  version: z.int().min(1),
  content: QuestionContentSchema,
  authorId: IdSchema,
  /** SHA-256, in hex, of the canonical content. */
  contentHash: z.string().length(64),
});
export type QuestionVersion = z.infer<typeof QuestionVersionSchema>;

/** Frozen for ever; `id` is `<rubricId>-<version>`. */
export const RubricVersionSchema = z.strictObject({
  ...RowShape,
  rubricId: IdSchema,
  version: z.int().min(1),
  items: z.array(z.strictObject({
    id: IdSchema,
    title: z.string().trim().min(1, "Name this row").max(200),
    levels: z.array(z.strictObject({
      id: IdSchema,
      points: MarkSchema.min(0),
      text: z.string().trim().min(1, "Describe this level").max(500),
    })).min(2).max(10),
  })).min(1).max(20),
});
export type RubricVersion = z.infer<typeof RubricVersionSchema>;

/** What a student gave. One shape per kind; `null` is a cleared answer. Text is kept as typed. */
export const ResponseSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("choice_one"), optionId: IdSchema }),
  z.strictObject({ kind: z.literal("true_false"), optionId: z.enum(["true", "false"]) }),
  z.strictObject({ kind: z.literal("choice_many"), optionIds: z.array(IdSchema).max(20) }),
  z.strictObject({ kind: z.literal("short"), text: z.string().max(500) }),
  z.strictObject({
    kind: z.literal("numerical"),
    text: z.string().max(100),
    unitId: IdSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal("essay"), text: z.string().max(20_000) }),
]).nullable();
export type QuestionResponse = z.infer<typeof ResponseSchema>;
