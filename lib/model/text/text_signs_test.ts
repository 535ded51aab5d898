import assert from "node:assert/strict";
import {
  hasUnseen,
  hasUnseenInLines,
  isolated,
  withoutIgnored,
  withoutUnseen,
} from "./text_signs.ts";

Deno.test("hasUnseen() finds controls, marks of direction and halves, and leaves spelling alone", () => {
  const bad = ["\u0000", "\t", "\n", "\u007f", "\u009f", "\u061c", "\u200e", "\u200f", "\u202a"];
  for (
    const sign of [...bad, "\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\ud83d", "\ude00"]
  ) {
    assert.ok(hasUnseen(`a${sign}b`), sign.charCodeAt(0).toString(16));
    assert.equal(withoutUnseen(`a${sign}b`), "ab");
  }
  const good = ["क्\u200dष", "می\u200cخواهم", "O'Neil-Ødegård", "👩\u200d🏫", "日本", "é", " "];
  for (const name of good) assert.ok(!hasUnseen(name), name);
});

Deno.test("hasUnseenInLines() lets lines end", () => {
  assert.ok(!hasUnseenInLines("one\n\ttwo\r\nthree"));
  for (const sign of ["\u0000", "\u200e", "\u202e", "\ud83d", "\u0085"]) {
    assert.ok(hasUnseenInLines(`one\n${sign}`), sign.charCodeAt(0).toString(16));
  }
});

Deno.test("withoutIgnored() passes over what is drawn as nothing", () => {
  assert.equal(withoutIgnored("می\u200cخواهم\u00ad\u200b\ufeff\ufe0f"), "میخواهم");
  assert.equal(withoutIgnored("Élodie"), "Élodie");
});

Deno.test("isolated() keeps a name that runs the other way apart, and any other as it is", () => {
  for (const name of ["שלום", "احمد", "Ann (شهر)", "Ann\u202ea"]) {
    assert.equal(isolated(name), `\u2068${name}\u2069`);
  }
  for (const name of ["Ann", "Łukasz", "अनीता", "日本", ""]) assert.equal(isolated(name), name);
});
