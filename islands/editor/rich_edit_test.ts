import assert from "node:assert/strict";
import { type Selected, withBlock, withList, withMarks } from "./rich_edit.ts";

/** `a[b]c`: b is selected. */
function selected(shown: string): Selected {
  const start = shown.indexOf("[");
  const end = shown.indexOf("]") - 1;
  return { text: shown.replace("[", "").replace("]", ""), start, end };
}

function shown({ text, start, end }: Selected): string {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}

Deno.test("withMarks() marks the selection and unmarks it again", () => {
  const bold = withMarks(selected("a [b] c"), "**");
  assert.equal(shown(bold), "a **[b]** c");
  assert.equal(shown(withMarks(bold, "**")), "a [b] c");
  assert.equal(shown(withMarks(selected("x []"), "$")), "x $[]$");
});

Deno.test("withList() takes whole lines, there and back", () => {
  const list = withList(selected("one\nt[wo\nth]ree\nfour"));
  assert.equal(shown(list), "one\n[- two\n- three]\nfour");
  assert.equal(shown(withList(list)), "one\n[two\nthree]\nfour");
  assert.equal(shown(withList(selected("[]"))), "[- ]");
});

Deno.test("withBlock() stands on lines of its own", () => {
  assert.equal(shown(withBlock(selected("[]"), "P")), "P[]");
  assert.equal(shown(withBlock(selected("a [] b"), "P")), "a\n\nP[]\n\nb");
});
