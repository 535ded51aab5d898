import assert from "node:assert/strict";
import { mergeDrafts } from "./draft_merge.ts";

const BASE = { title: "T", options: ["a"], key: "a" };

Deno.test("mergeDrafts() takes each field from the side that changed it", () => {
  const merged = mergeDrafts(BASE, { ...BASE, title: "Mine" }, { ...BASE, key: "theirs" });
  assert.deepEqual(merged, {
    value: { title: "Mine", options: ["a"], key: "theirs" },
    clash: false,
  });
});

Deno.test("mergeDrafts() says when both changed a field, and keeps mine", () => {
  const merged = mergeDrafts(BASE, { ...BASE, title: "Mine" }, { ...BASE, title: "Theirs" });
  assert.deepEqual([merged.value.title, merged.clash], ["Mine", true]);
});

Deno.test("mergeDrafts() finds no clash where both made the same change", () => {
  const both = { ...BASE, title: "Same" };
  assert.deepEqual(mergeDrafts(BASE, both, { ...both }), { value: both, clash: false });
});

Deno.test("mergeDrafts() never mixes fields that belong together", () => {
  const mine = { ...BASE, options: ["a", "b"] };
  const theirs = { ...BASE, key: "none" };
  const merged = mergeDrafts(BASE, mine, theirs, ["options", "key"]);
  assert.deepEqual(merged, { value: { ...mine }, clash: true });
});
