import assert from "node:assert/strict";
import fc from "fast-check";
import { anyContent, anyResponse } from "../../tests/worlds/content_arbitrary.ts";
import { FractionSchema } from "../model/process/common_schema.ts";
import {
  QuestionContentSchema,
  type QuestionResponse,
  ResponseSchema,
} from "../model/questions/question_schema.ts";
import { isBlank } from "../model/attempts/response.ts";
import { grade } from "./grade.ts";
import { fastestMs } from "../../tests/worlds/quick.ts";

const SHARED = { prompt: "Which?", explanation: "", defaultMark: 1, locale: null };
const TRUE_FALSE = {
  kind: "true_false" as const,
  ...SHARED,
  body: {},
  key: { answer: true, feedback: {} },
};
const ESSAY = {
  kind: "essay" as const,
  ...SHARED,
  body: { minWords: null, maxChars: 1_000 },
  key: { rubricVersionId: null, modelAnswer: "" },
};
const CONTEXT = { negative: false, locale: "en" };
const CERTAIN_ZERO = { fraction: 0, readAs: null, unsure: false };

Deno.test("grade() gives a true or false question all or nothing", () => {
  const answer = (optionId: "true" | "false") =>
    grade(TRUE_FALSE, { kind: "true_false", optionId }, { ...CONTEXT, negative: true }).fraction;
  assert.equal(answer("true"), 1);
  assert.equal(answer("false"), 0);
});

Deno.test("grade() leaves an essay to a person, but not an empty one", () => {
  assert.equal(grade(ESSAY, { kind: "essay", text: "I think so." }, CONTEXT).unsure, true);
  assert.deepEqual(grade(ESSAY, { kind: "essay", text: " \n" }, CONTEXT), CERTAIN_ZERO);
  assert.deepEqual(grade(ESSAY, null, CONTEXT), CERTAIN_ZERO);
});

Deno.test("grade() leaves a response of another kind to a person", () => {
  assert.equal(grade(TRUE_FALSE, { kind: "short", text: "true" }, CONTEXT).unsure, true);
});

Deno.test("grade() answers for all that fits the schemas, within the range of its rule", () => {
  // Where kinds differ there is little to see: let most responses fit.
  const pair = fc.tuple(anyContent, fc.array(anyResponse, { minLength: 20, maxLength: 20 }))
    .map(([content, responses]) => {
      const fitting = responses.find((it) => it?.kind === content.kind);
      return [content, fitting ?? responses[0] ?? null] as const;
    });
  fc.assert(
    fc.property(pair, fc.boolean(), ([content, response], negative) => {
      QuestionContentSchema.parse(content);
      ResponseSchema.parse(response);
      const context = { negative, locale: "en" };
      const got = grade(content, response, context);
      FractionSchema.parse(got.fraction);
      assert.ok(negative || got.fraction >= 0);
      if (got.unsure || isBlank(response)) assert.equal(got.fraction, 0);
      if (isBlank(response)) assert.equal(got.unsure, false);
      assert.deepEqual(grade(content, response, context), got);
    }),
    { numRuns: 400 },
  );
});

Deno.test("grade() never gives more under negative marking", () => {
  fc.assert(fc.property(anyContent, anyResponse, (content, response) => {
    const plain = grade(content, response, { negative: false, locale: "en" });
    const negative = grade(content, response, { negative: true, locale: "en" });
    assert.equal(plain.fraction, Math.max(0, negative.fraction));
  }));
});

Deno.test("grade() takes the longest answers that the schemas allow in well under a second", async () => {
  const accept = Array.from({ length: 30 }, () => ({ pattern: "*a".repeat(100), credit: 1 }));
  const content = QuestionContentSchema.parse({
    kind: "short",
    ...SHARED,
    body: {},
    key: { accept, caseSensitive: false, accents: "fold" },
  });
  const response: QuestionResponse = { kind: "short", text: "a".repeat(99) + "b".repeat(401) };
  assert.equal(grade(content, response, CONTEXT).fraction, 0);
  const enoughMs = 500;
  assert.ok(await fastestMs(() => grade(content, response, CONTEXT), { enoughMs }) < enoughMs);
});
