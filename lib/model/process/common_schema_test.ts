import assert from "node:assert/strict";
import { cutText } from "./common_schema.ts";

Deno.test("cutText() cuts before a character that it would cut through", () => {
  assert.equal(cutText("ab😀", 5), "ab😀");
  assert.equal(cutText("ab😀", 4), "ab😀");
  assert.equal(cutText("ab😀", 3), "ab");
  assert.equal(cutText("ab😀", 2), "ab");
});

Deno.test("cutText() keeps no half of a character that was there before", () => {
  assert.equal(cutText("a\ud83db", 3), "a\ufffdb");
  assert.equal(cutText("\ude00", 3), "\ufffd");
});
