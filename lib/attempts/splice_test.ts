import assert from "node:assert/strict";
import fc from "fast-check";
import { applySplice, spliceBetween } from "./splice.ts";

Deno.test("spliceBetween() is the one stretch that changed", () => {
  assert.deepEqual(spliceBetween("I think so", "I do think so"), { at: 2, cut: 0, put: "do " });
  assert.deepEqual(spliceBetween("abc", "abc"), { at: 3, cut: 0, put: "" });
  assert.deepEqual(spliceBetween("abc", ""), { at: 0, cut: 3, put: "" });
  assert.deepEqual(spliceBetween("", "abc"), { at: 0, cut: 0, put: "abc" });
  assert.deepEqual(spliceBetween("aa", "aaa"), { at: 2, cut: 0, put: "a" });
  assert.deepEqual(spliceBetween("axb", "ayb"), { at: 1, cut: 1, put: "y" });
});

Deno.test("spliceBetween() keeps surrogate pairs whole", () => {
  // Both start with the same unit.
  assert.deepEqual(spliceBetween("a😀b", "a😁b"), { at: 1, cut: 2, put: "😁" });
  // Both end with the same unit.
  assert.deepEqual(spliceBetween("😀", "🀀"), { at: 0, cut: 2, put: "🀀" });
  assert.deepEqual(spliceBetween("a\u{1f600}", "a\u{1fa00}"), { at: 1, cut: 2, put: "\u{1fa00}" });
});

const pieces = fc.array(fc.constantFrom("a", "b", "😀", "😁", "\u{1fa00}", "é"), { maxLength: 8 })
  .map((list) => list.join(""));
/** Halves of pairs too. */
const broken = fc.array(fc.constantFrom("a", "\ud83d", "\ud83e", "\ude00", "\ude01"), {
  maxLength: 8,
})
  .map((list) => list.join(""));

Deno.test("applySplice() undoes nothing and loses nothing", () => {
  const text = fc.oneof(pieces, broken, fc.string({ unit: "binary", maxLength: 20 }));
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.equal(applySplice(before, spliceBetween(before, after)), after);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("spliceBetween() puts and leaves well-formed text wherever both texts are", () => {
  fc.assert(
    fc.property(pieces, pieces, (before, after) => {
      const { at, cut, put } = spliceBetween(before, after);
      const parts = [put, before.slice(0, at), before.slice(at, at + cut), before.slice(at + cut)];
      assert.deepEqual(parts.map((part) => part.isWellFormed()), [true, true, true, true]);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("applySplice() refuses a change of another text", () => {
  assert.throws(() => applySplice("abc", { at: 2, cut: 2, put: "" }), RangeError);
  assert.throws(() => applySplice("abc", { at: 4, cut: 0, put: "x" }), RangeError);
});
