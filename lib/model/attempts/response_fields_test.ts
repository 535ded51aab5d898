import assert from "node:assert/strict";
import type { QuestionKind } from "../questions/question_schema.ts";
import { responseFromFields } from "./response_fields.ts";

const read = (kind: QuestionKind, form: Record<string, string[]>) =>
  responseFromFields(kind, "q1", (name) => form[name] ?? []);

Deno.test("responseFromFields() reads each kind", () => {
  assert.deepEqual(read("choice_one", { q1: ["a"] }), { kind: "choice_one", optionId: "a" });
  assert.deepEqual(read("true_false", { q1: ["false"] }), {
    kind: "true_false",
    optionId: "false",
  });
  assert.deepEqual(read("choice_many", { q1: ["a", "b"] }), {
    kind: "choice_many",
    optionIds: ["a", "b"],
  });
  assert.deepEqual(read("short", { q1: [" Delhi "] }), { kind: "short", text: " Delhi " });
  assert.deepEqual(read("essay", { q1: ["a\r\nb"] }), { kind: "essay", text: "a\nb" });
  assert.deepEqual(read("numerical", { "q1": ["-60"], "q1-unit": ["cm"] }), {
    kind: "numerical",
    text: "-60",
    unitId: "cm",
  });
});

Deno.test("responseFromFields() is null when nothing is chosen or typed", () => {
  const kinds = ["choice_one", "true_false", "choice_many", "short", "numerical", "essay"] as const;
  for (const kind of kinds) {
    assert.equal(read(kind, {}), null, kind);
    assert.equal(read(kind, { "q1": [""], "q1-unit": [""] }), null, kind);
  }
  assert.equal(read("true_false", { q1: ["maybe"] }), null);
});

Deno.test("responseFromFields() keeps a unit chosen before the number", () => {
  assert.deepEqual(read("numerical", { "q1": [""], "q1-unit": ["m"] }), {
    kind: "numerical",
    text: "",
    unitId: "m",
  });
});
