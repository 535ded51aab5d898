import assert from "node:assert/strict";
import { canonicalResponse, isBlank } from "./response.ts";
import type { QuestionResponse } from "../questions/question_schema.ts";

const BLANK: readonly QuestionResponse[] = [
  null,
  { kind: "choice_many", optionIds: [] },
  { kind: "short", text: "" },
  { kind: "short", text: " \u00a0\n\t" },
  { kind: "numerical", text: " ", unitId: "u1" },
  { kind: "essay", text: "\n\n" },
];
const ANSWERED: readonly QuestionResponse[] = [
  { kind: "choice_one", optionId: "a" },
  { kind: "true_false", optionId: "false" },
  { kind: "choice_many", optionIds: ["a"] },
  { kind: "short", text: "0" },
  { kind: "numerical", text: "0", unitId: null },
  { kind: "essay", text: "." },
];

Deno.test("isBlank() is true for what holds no answer and for nothing else", () => {
  assert.deepEqual(BLANK.filter((response) => !isBlank(response)), []);
  assert.deepEqual(ANSWERED.filter(isBlank), []);
});

Deno.test("canonicalResponse() does not depend on the order of keys or of options", () => {
  const one = canonicalResponse({ kind: "choice_many", optionIds: ["b", "a", "b"] });
  assert.equal(one, canonicalResponse({ optionIds: ["a", "b"], kind: "choice_many" }));
  assert.equal(one, '{"kind":"choice_many","optionIds":["a","b"]}');
  assert.equal(canonicalResponse(null), "null");
});

Deno.test("canonicalResponse() keeps text as typed", () => {
  assert.notEqual(
    canonicalResponse({ kind: "short", text: "a " }),
    canonicalResponse({ kind: "short", text: "a" }),
  );
});
