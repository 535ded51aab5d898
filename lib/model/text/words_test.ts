import assert from "node:assert/strict";
import { countWords } from "./words.ts";

Deno.test("countWords() counts runs that hold a letter or digit", () => {
  const counts: [string, number][] = [
    ["", 0],
    ["  \n", 0],
    ["one", 1],
    ["It's 7/20 - so.\n\nWell-known", 4],
    ["... -- !", 0],
    ["यह एक वाक्य है।", 4],
    ["我喜欢学习。", 3],
    ["ฉันรักโรงเรียน", 3],
    ["私は学生です", 4],
    ["水 is H₂O", 3],
  ];
  for (const [text, count] of counts) assert.equal(countWords(text), count, text);
});
