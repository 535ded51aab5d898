import assert from "node:assert/strict";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { isOfEarlierRule, rulesHash } from "./rules_hash.ts";

const CONTENT: ContentOf<"choice_one"> = {
  kind: "choice_one",
  prompt: "Which?",
  explanation: "",
  defaultMark: 1,
  locale: null,
  body: { options: [{ id: "a", text: "A" }, { id: "b", text: "B" }], shuffle: true },
  key: { credit: { a: 1, b: 0 }, feedback: {} },
};

Deno.test("rulesHash() changes with what decides the mark and with nothing else", () => {
  const hash = rulesHash(CONTENT, false);
  assert.match(hash, /^[0-9a-f]{16}$/);
  const reworded = {
    ...CONTENT,
    prompt: "Which one?",
    key: { credit: { b: 0, a: 1 }, feedback: { a: "Yes" } },
  };
  assert.equal(rulesHash(reworded, false), hash);
  assert.notEqual(
    rulesHash({ ...CONTENT, key: { credit: { a: 1, b: 0.5 }, feedback: {} } }, false),
    hash,
  );
});

Deno.test("rulesHash() tells kinds apart", () => {
  const shared = { prompt: "Which?", explanation: "", defaultMark: 1, locale: null };
  const trueFalse = rulesHash({
    kind: "true_false",
    ...shared,
    body: {},
    key: { answer: true, feedback: {} },
  }, false);
  const essay = rulesHash({
    kind: "essay",
    ...shared,
    body: { minWords: null, maxChars: 1_000 },
    key: { rubricVersionId: null, modelAnswer: "" },
  }, false);
  assert.notEqual(trueFalse, essay);
});

Deno.test("isOfEarlierRule() knows the marks that an earlier version gave by the same key", () => {
  const before = rulesHash(CONTENT, true, 1);
  assert.equal(isOfEarlierRule(CONTENT, true, before), true);
  assert.equal(isOfEarlierRule(CONTENT, false, before), false);
  assert.equal(isOfEarlierRule(CONTENT, true, rulesHash(CONTENT, true)), false);
  assert.equal(isOfEarlierRule(CONTENT, true, null), false);
});
