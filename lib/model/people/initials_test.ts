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

Deno.test("initials() passes over titles, nicknames and endings, and has something for each name", () => {
  const CASES: [name: string, letters: string][] = [
    ["Dr.", "D"],
    ["Anna (Annie)", "A"],
    ["Anna (Annie) Smith", "AS"],
    ["Prof. Dr. med. Ute Groß", "UG"],
    ["Don Smith", "DS"],
    ["Dr.-Ing. Ute Groß", "UG"],
    ['Robert "Bob" Ray', "RR"],
    ["Robert “Bob” Ray", "RR"],
    ["(Annie)", "A"],
    ["Annie [", "A"],
    ["Miss", "M"],
    ["Sri Lakshmi", "L"],
    ["Lakshmi Sri", "LS"],
    ["Martin King Jr.", "MK"],
    ["Jr.", "J"],
    ["O'Brien", "O"],
    ["'t Hooft", "TH"],
    ["श्री राम कुमार", "राकु"],
    ["田中 さくら（サクラ）", "田さ"],
    ["?", ""],
  ];
  for (const [name, letters] of CASES) assert.equal(initials(name), letters, name);
});
