import assert from "node:assert/strict";
import { markingAction } from "./marking_keys.ts";

const press = (key: string, { typing = false, rows = 3, ctrlKey = false, altKey = false } = {}) =>
  markingAction({ key, ctrlKey, metaKey: false, altKey }, { typing, rows });

Deno.test("markingAction() takes rows, points and letters outside fields", () => {
  assert.deepEqual(press("a"), { do: "row", row: 0 });
  assert.deepEqual(press("C"), { do: "row", row: 2 });
  assert.equal(press("d"), null);
  assert.deepEqual(press("0"), { do: "points", points: 0 });
  assert.deepEqual(press("9"), { do: "points", points: 9 });
  assert.deepEqual(
    ["t", "j", "k", "l", "u", "?"].map((key) => press(key)?.do),
    ["comment", "next", "previous", "later", "undo", "help"],
  );
});

Deno.test("markingAction() leaves J to the next answer, however many rows there are", () => {
  assert.deepEqual(press("i", { rows: 20 }), { do: "row", row: 8 });
  assert.deepEqual(press("j", { rows: 20 }), { do: "next" });
});

Deno.test("markingAction() takes only Ctrl+Enter and Esc while typing, and no other combination", () => {
  assert.equal(press("a", { typing: true }), null);
  assert.equal(press("5", { typing: true }), null);
  assert.deepEqual(press("Enter", { typing: true, ctrlKey: true }), { do: "save" });
  assert.deepEqual(press("Escape", { typing: true }), { do: "leave" });
  assert.equal(press("Enter"), null);
  assert.equal(press("a", { altKey: true }), null);
  assert.equal(press("c", { ctrlKey: true }), null);
  assert.equal(press("toString"), null);
});
