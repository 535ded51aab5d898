import assert from "node:assert/strict";
import type { QuestionContent } from "../model/questions/question_schema.ts";
import { mediaIdsOf, reviewMediaIdsOf } from "./media_ids.ts";

const shared = { defaultMark: 1, locale: null };

Deno.test("mediaIdsOf() names what is seen while answering, reviewMediaIdsOf() what comes after", () => {
  const content: QuestionContent = {
    kind: "choice_one",
    ...shared,
    prompt: "![a](media:p1) and ![a](media:p1), ![b][ref]\n\n[ref]: media:p2",
    explanation: "![a](media:e1)",
    body: {
      options: [{ id: "o1", text: "![a](media:o1)" }, { id: "o2", text: "b" }],
      shuffle: true,
    },
    key: { credit: { o1: 1 }, feedback: { o1: "![a](media:f1)" } },
  };
  assert.deepEqual(mediaIdsOf(content), ["p1", "p2", "o1"]);
  assert.deepEqual(reviewMediaIdsOf(content, new Set(["explanation", "feedback"])), ["e1", "f1"]);
  assert.deepEqual(reviewMediaIdsOf(content, new Set(["feedback", "mark"])), ["f1"]);
  assert.deepEqual(reviewMediaIdsOf(content, new Set()), []);
});

Deno.test("reviewMediaIdsOf() includes an essay's model answer", () => {
  const content: QuestionContent = {
    kind: "essay",
    ...shared,
    prompt: "Why?",
    explanation: "",
    body: { minWords: null, maxChars: 100 },
    key: { rubricVersionId: null, modelAnswer: "![a](media:m1)" },
  };
  assert.deepEqual(mediaIdsOf(content), []);
  assert.deepEqual(reviewMediaIdsOf(content, new Set(["rightAnswer"])), ["m1"]);
  assert.deepEqual(reviewMediaIdsOf(content, new Set(["explanation"])), []);
});
