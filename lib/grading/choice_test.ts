import assert from "node:assert/strict";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { gradeChoiceMany } from "./choice_many.ts";
import { gradeChoiceOne } from "./choice_one.ts";

const SHARED = { prompt: "Which?", explanation: "", defaultMark: 1, locale: null };
const OPTIONS = ["a", "b", "c", "d"].map((id) => ({ id, text: `Option ${id}` }));
const OFF = { negative: false, locale: "en" };
const ON = { negative: true, locale: "en" };

const ONE: ContentOf<"choice_one"> = {
  kind: "choice_one",
  ...SHARED,
  body: { options: OPTIONS, shuffle: true },
  key: { credit: { a: 1, b: 0.5, c: -0.3333333 }, feedback: {} },
};

Deno.test("gradeChoiceOne() gives the credit of the option; below 0 only under negative marking", () => {
  const pick = (optionId: string, context = OFF) =>
    gradeChoiceOne(ONE, { kind: "choice_one", optionId }, context).fraction;
  assert.deepEqual(["a", "b", "c", "d"].map((id) => pick(id)), [1, 0.5, 0, 0]);
  assert.deepEqual(["a", "b", "c", "d"].map((id) => pick(id, ON)), [1, 0.5, -0.3333333, 0]);
  assert.equal(pick("toString"), 0);
});

type Rule = ContentOf<"choice_many">["key"]["rule"];

function many(rule: Rule, credit: Record<string, number>, max: number | null = null) {
  const content: ContentOf<"choice_many"> = {
    kind: "choice_many",
    ...SHARED,
    body: { options: OPTIONS, shuffle: true, min: null, max },
    key: { credit, rule, feedback: {} },
  };
  return (ids: string, context = OFF) =>
    gradeChoiceMany(content, { kind: "choice_many", optionIds: [...ids] }, context);
}

Deno.test("gradeChoiceMany() by sum adds credits and keeps the result in its range", () => {
  const pick = many("sum", { a: 0.5, b: 0.5, c: -0.5, d: -1 });
  assert.equal(pick("ab").fraction, 1);
  assert.equal(pick("a").fraction, 0.5);
  assert.equal(pick("ac").fraction, 0);
  assert.equal(pick("abcd").fraction, 0);
  assert.equal(pick("abcd", ON).fraction, -0.5);
  assert.equal(pick("cd", ON).fraction, -1);
});

Deno.test("gradeChoiceMany() by sum gives full credit for thirds", () => {
  assert.equal(many("sum", { a: 0.3333333, b: 0.3333333, c: 0.3333333 })("abc").fraction, 1);
});

Deno.test("gradeChoiceMany() by set wants exactly the right options", () => {
  const pick = many("set", { a: 1, b: 0.2, c: -1 });
  assert.equal(pick("ba").fraction, 1);
  assert.equal(pick("bab").fraction, 1);
  assert.equal(pick("a").fraction, 0);
  assert.equal(pick("abd").fraction, 0);
});

Deno.test("gradeChoiceMany() by right minus wrong takes the share of wrong ones off", () => {
  const pick = many("right_minus_wrong", { a: 1, b: 1 });
  assert.equal(pick("ab").fraction, 1);
  assert.equal(pick("abc").fraction, 0.5);
  assert.equal(pick("ac").fraction, 0);
  assert.equal(pick("c", ON).fraction, 0);
  assert.equal(pick("abcd").fraction, 0);
  const allRight = many("right_minus_wrong", { a: 1, b: 1, c: 1, d: 1 });
  assert.equal(allRight("abc").fraction, 0.75);
});

Deno.test("gradeChoiceMany() gives nothing for more options than were allowed", () => {
  const pick = many("sum", { a: 0.5, b: 0.5 }, 2);
  assert.equal(pick("ab").fraction, 1);
  assert.equal(pick("abc").fraction, 0);
});

Deno.test("gradeChoiceMany() says what each option brought and leaves out those it does not have", () => {
  const pick = many("sum", { a: 0.5, c: -0.5, x: 1 });
  assert.deepEqual(pick("acx").parts, [{ id: "a", fraction: 0.5 }, { id: "c", fraction: -0.5 }]);
  assert.equal(pick("x").fraction, 0);
});
