import assert from "node:assert/strict";
import { blankContent } from "../../lib/grading/blank_content.ts";
import type { DraftContent } from "../../lib/model/questions/question_draft_schema.ts";
import { asKind } from "./kind_switch.ts";
import { mergeQuestions, type QuestionDoc } from "./question_doc.ts";

function written(): QuestionDoc {
  const content = blankContent("choice_one", null) as Extract<DraftContent, { kind: "choice_one" }>;
  const options = content.body.options.map((it, i) => ({ ...it, text: `Option ${i}` }));
  const body = { ...content.body, options };
  return { content: { ...content, prompt: "Why?", body }, rubric: [], setAside: [] };
}

Deno.test("asKind() keeps each kind's own parts, and the words of all", () => {
  const doc = written();
  const number = asKind(doc, "numerical", blankContent("numerical", null));
  const renamed = { ...number, content: { ...number.content, prompt: "Why not?" } };
  const back = asKind(renamed, "choice_one", null);
  assert.deepEqual(back.content, { ...doc.content, prompt: "Why not?" });
  assert.deepEqual(back.setAside.map(({ kind }) => kind), ["numerical"]);
  const essay = asKind(back, "essay", blankContent("essay", null));
  assert.deepEqual(essay.setAside.map(({ kind }) => kind), ["numerical", "choice_one"]);
  assert.equal(asKind(essay, "essay", null).content, essay.content);
});

Deno.test("mergeQuestions() keeps what two windows set aside, and takes a colleague's words", () => {
  const base = written();
  const mine = asKind(base, "essay", blankContent("essay", null));
  const theirs = { ...base, content: { ...base.content, prompt: "Theirs?" } };
  const merged = mergeQuestions(base, mine, theirs);
  assert.equal(merged.clash, false);
  assert.deepEqual([merged.value.content.kind, merged.value.content.prompt], ["essay", "Theirs?"]);
  assert.deepEqual(merged.value.setAside, mine.setAside);

  // A draft that a page before an update kept on the device.
  const { setAside: _, ...old } = base;
  assert.deepEqual(mergeQuestions(old as QuestionDoc, old as QuestionDoc, mine).value, mine);
});
