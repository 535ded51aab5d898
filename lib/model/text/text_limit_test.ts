import assert from "node:assert/strict";
import { overText, partText } from "./text_limit.ts";

Deno.test("overText() asks to take away as many characters as make it fit, an emoji counting once", () => {
  assert.equal(overText("abc", 3), null);
  assert.equal(overText("abcd", 3), "Take 1 character away: 3 fit");
  for (const [text, most] of [["ab😀😀", 2], ["😀".repeat(12), 11], ["abc😀d", 3]] as const) {
    const count = Number(/^Take (\d+) /.exec(overText(text, most)!)![1]);
    const left = [...text].slice(0, -count).join("");
    assert.ok(left.length <= most, `${text}: ${count}`);
    assert.equal(left, partText(text, most).kept);
  }
});
