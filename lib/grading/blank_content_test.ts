import assert from "node:assert/strict";
import { DraftContentSchema } from "../model/questions/question_draft_schema.ts";
import { type ContentOf, QUESTION_KINDS } from "../model/questions/question_schema.ts";
import { blankContent, withKind } from "./blank_content.ts";

const CHOICE: ContentOf<"choice_one"> = {
  kind: "choice_one",
  prompt: "What is 7/20?",
  explanation: "Divide.",
  defaultMark: 2,
  locale: "de",
  body: {
    options: [{ id: "a", text: "3.5" }, { id: "b", text: "0.35" }, { id: "c", text: "35" }],
    shuffle: false,
  },
  key: { credit: { a: 0.5, b: 1 }, feedback: { a: "Ten times too much" } },
};

Deno.test("blankContent() is a draft of every kind, with its own option ids", () => {
  assert.equal(QUESTION_KINDS.length, 6);
  for (const kind of QUESTION_KINDS) {
    const content = DraftContentSchema.parse(blankContent(kind, "hi"));
    assert.deepEqual([content.kind, content.prompt, content.locale], [kind, "", "hi"]);
  }
  const ids = [blankContent("choice_one", null), blankContent("choice_many", null)]
    .flatMap((content) => "options" in content.body ? content.body.options : [])
    .map(({ id }) => id);
  assert.equal(new Set(ids).size, 8);
});

Deno.test("withKind() keeps the words and marks between all kinds", () => {
  for (const from of QUESTION_KINDS) {
    const content = { ...withKind(CHOICE, from), prompt: "Why?" };
    for (const to of QUESTION_KINDS) {
      const got = DraftContentSchema.parse(withKind(content, to));
      assert.deepEqual(
        [got.kind, got.prompt, got.explanation, got.defaultMark, got.locale],
        [to, "Why?", "Divide.", 2, "de"],
      );
    }
  }
});

Deno.test("withKind() keeps options and what is right between the two choice kinds", () => {
  const many = withKind(CHOICE, "choice_many");
  assert.ok(many.kind === "choice_many");
  assert.deepEqual(many.body, { ...CHOICE.body, min: null, max: null });
  assert.deepEqual(many.key, { ...CHOICE.key, rule: "right_minus_wrong" });
  const one = withKind(many, "choice_one");
  assert.deepEqual(one, { ...CHOICE, key: { ...CHOICE.key, credit: { b: 1 } } });
});

Deno.test("withKind() carries the right answer over in words, and a number where it is one", () => {
  const short = withKind(CHOICE, "short");
  assert.ok(short.kind === "short");
  assert.deepEqual(short.key.accept, [{ pattern: "0.35", credit: 1 }]);
  const numerical = withKind(short, "numerical");
  assert.ok(numerical.kind === "numerical");
  assert.equal(numerical.key.accept[0]?.value, "0.35");
  const essay = withKind(numerical, "essay");
  assert.ok(essay.kind === "essay");
  assert.equal(essay.key.modelAnswer, "0.35");
  const words = { ...short, key: { ...short.key, accept: [{ pattern: "photo*", credit: 1 }] } };
  const again = withKind(words, "numerical");
  assert.ok(again.kind === "numerical");
  assert.equal(again.key.accept[0]?.value, "");
});

Deno.test("withKind() leaves content of that kind as it is", () => {
  assert.equal(withKind(CHOICE, "choice_one"), CHOICE);
});
