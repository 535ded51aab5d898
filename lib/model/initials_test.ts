import assert from "node:assert/strict";
import { initials } from "./initials.ts";

Deno.test("initials() takes first and last name, without titles", () => {
  assert.equal(initials("Dr. Farida Sheikh"), "FS");
  assert.equal(initials("Meera Lakshmi Iyer"), "MI");
  assert.equal(initials("Riya"), "R");
  assert.equal(initials("  "), "");
});

Deno.test("initials() keeps a letter with its vowel sign", () => {
  assert.equal(initials("मीरा कुमार"), "मीकु");
});
