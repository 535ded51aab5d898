import fc from "fast-check";
import type {
  ContentOf,
  QuestionContent,
  QuestionKind,
  QuestionResponse,
} from "../../lib/model/questions/question_schema.ts";

/** Names that objects know already are ids like any other. */
const id = fc.oneof(
  fc.constantFrom("a", "b", "c", "true", "false", "constructor", "toString"),
  fc.stringMatching(/^[\w-]{1,8}$/).filter((text) => text !== "__proto__"),
);
const credit = fc.oneof(
  fc.constantFrom(-1, -0.5, 0, 0.3333333, 0.5, 1),
  fc.double({ min: -1, max: 1, noNaN: true }),
);
const options = fc.uniqueArray(id, { minLength: 2, maxLength: 20 })
  .map((ids) => ids.map((it) => ({ id: it, text: `Option ${it}` })));
const credits = fc.dictionary(id, credit, { maxKeys: 20 });
const feedback = fc.constant({});
const shared = {
  prompt: fc.constant("Which?"),
  explanation: fc.constant(""),
  defaultMark: fc.integer({ min: 0, max: 10_000 }).map((mark) => mark / 100),
  locale: fc.constantFrom(null, "en", "de", "tr", "hi"),
};
const size = fc.stringMatching(/^\d{1,14}(\.\d{1,14})?$/);
const value = fc.stringMatching(/^-?\d{1,9}(\.\d{1,9})?(e-?\d{1,9})?(\/\d{1,9})?$/);
const factor = fc.stringMatching(/^\d{1,9}(\.\d{1,9})?(e-?\d{1,9})?$/);
const rule = fc.constantFrom("absolute" as const, "relative", "geometric", "figures");

function contents(): { [K in QuestionKind]: fc.Arbitrary<ContentOf<K>> } {
  return {
    choice_one: fc.record({
      kind: fc.constant("choice_one"),
      ...shared,
      body: fc.record({ options, shuffle: fc.boolean() }),
      key: fc.record({ credit: credits, feedback }),
    }),
    true_false: fc.record({
      kind: fc.constant("true_false"),
      ...shared,
      body: fc.constant({}),
      key: fc.record({ answer: fc.boolean(), feedback }),
    }),
    choice_many: fc.record({
      kind: fc.constant("choice_many"),
      ...shared,
      body: fc.record({
        options,
        shuffle: fc.boolean(),
        min: fc.option(fc.integer({ min: 0, max: 20 })),
        max: fc.option(fc.integer({ min: 1, max: 20 })),
      }),
      key: fc.record({
        credit: credits,
        rule: fc.constantFrom("sum", "set", "right_minus_wrong"),
        feedback,
      }),
    }),
    short: fc.record({
      kind: fc.constant("short"),
      ...shared,
      body: fc.constant({}),
      key: fc.record({
        accept: fc.array(
          fc.record({
            pattern: fc.oneof(pattern, anyPattern),
            credit,
          }),
          { minLength: 1, maxLength: 30 },
        ),
        caseSensitive: fc.boolean(),
        accents: fc.constantFrom("strict", "fold"),
      }),
    }),
    numerical: fc.record({
      kind: fc.constant("numerical"),
      ...shared,
      body: fc.record({
        units: fc.array(fc.record({ id, label: fc.constantFrom("m", "cm", "%", "e") }), {
          maxLength: 10,
        }),
      }),
      key: fc.record({
        accept: fc.array(
          fc.record({ value, tolerance: fc.record({ rule, size }), credit }),
          { minLength: 1, maxLength: 10 },
        ),
        unitFactors: fc.dictionary(id, factor),
        unitPenalty: fc.double({ min: 0, max: 1, noNaN: true }),
        percent: fc.constantFrom("allow", "refuse"),
      }),
    }),
    essay: fc.record({
      kind: fc.constant("essay"),
      ...shared,
      body: fc.record({ minWords: fc.constant(null), maxChars: fc.constant(20_000) }),
      key: fc.record({ rubricVersionId: fc.constant(null), modelAnswer: fc.constant("") }),
    }),
  };
}

const anyPattern = fc.string({ minLength: 1, maxLength: 200 })
  .filter((text) => text.trim() !== "");
const pattern = fc.stringMatching(/^[ab*\\]{1,20}$/);

/** A question that fits its schema, though an author would hardly write it. */
export const anyContent: fc.Arbitrary<QuestionContent> = fc.oneof(
  ...Object.values<fc.Arbitrary<QuestionContent>>(contents()),
);

const numberText = fc.oneof(
  fc.stringMatching(/^[-+\u2212]?\d{0,9}[.,]?\d{0,9}(e-?\d{1,4})?[ %mc]{0,3}$/),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

/** A response of any kind that fits its schema. */
export const anyResponse: fc.Arbitrary<QuestionResponse> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant("choice_one" as const), optionId: id }),
  fc.record({
    kind: fc.constant("true_false" as const),
    optionId: fc.constantFrom("true" as const, "false"),
  }),
  fc.record({
    kind: fc.constant("choice_many" as const),
    optionIds: fc.array(id, { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant("short" as const),
    text: fc.oneof(
      fc.stringMatching(/^[ab* ]{0,50}$/),
      fc.string({ unit: "binary", maxLength: 100 }),
    ),
  }),
  fc.record({
    kind: fc.constant("numerical" as const),
    text: numberText,
    unitId: fc.option(id),
  }),
  fc.record({ kind: fc.constant("essay" as const), text: fc.string({ maxLength: 50 }) }),
);
