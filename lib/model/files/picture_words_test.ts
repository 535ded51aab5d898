import assert from "node:assert/strict";
import { pictureWords } from "./picture_words.ts";

Deno.test("pictureWords() keeps a description and not the name of a file", () => {
  const kept = ["A leaf, cut through", "", "Save as png", "Fig. 3", "a.png and b.png beside it"];
  for (const words of kept) assert.equal(pictureWords(words), words);
  const names = ["answer-is-chloroplast.png", " B (right).JPEG ", "blatt grün.webp", "x.gif"];
  for (const name of names) assert.equal(pictureWords(name), "Picture", name);
});
