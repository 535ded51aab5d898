import assert from "node:assert/strict";
import fc from "fast-check";
import { rational } from "../../grading/rational.ts";
import { authoredNumber } from "../questions/authored_number.ts";
import { readAsText, readNumber } from "./number_text.ts";
import { NumericalKeySchema } from "../questions/question_schema.ts";

const read = (text: string, locale = "en") =>
  readNumber(text, { locale, percent: false, expressions: true });

Deno.test("readNumber() takes π, roots and fractions where expressions are read", () => {
  const cases: Record<string, string> = {
    "√2": "√2",
    "2√3": "2√3",
    "π/2": "π/2",
    "3π": "3π",
    "-3 π / 4": "-3π/4",
    "½π": "π/2",
    "½ π": "π/2",
    "\\frac{1}{2}": "1/2",
    "\\frac12": "1/2",
    "-\\frac{7}{20}": "-7/20",
    "\\frac{\\sqrt{3}}{2}": "√3/2",
    "$\\dfrac{3\\pi}{4}$": "3π/4",
    "\\frac{\\frac{1}{2}}{3}": "1/6",
    "2\\cdot\\sqrt{3}": "2√3",
    "\\left(\\frac{1}{2}\\right)\\pi": "π/2",
    "pi": "π",
    "2*pi": "2π",
    "2 x pi": "2π",
    "2pi/3": "2π/3",
    "sqrt(2)/2": "√2/2",
    "3 sqrt 2": "3√2",
    "√(1/2)": "√2/2",
    "1/√2": "√2/2",
    "2/√2": "√2",
    "√8": "2√2",
    "√9": "3",
    "√2√2": "2",
    "√2·π": "π√2",
    "π√2": "π√2",
    "(√2)π": "π√2",
    "1/(2π)": "1/(2π)",
    "1/π": "1/π",
    "3/4*pi": "3π/4",
    "1/2 × √3": "√3/2",
    "4π²": "4π^2",
    "1.5π": "3π/2",
    "1,234π": "1234π",
    "1 234π": "1234π",
    "२π": "2π",
    "\u2212π": "-π",
    "0π": "0",
    "\u200eπ": "π",
  };
  for (const [typed, value] of Object.entries(cases)) assert.equal(read(typed), value, typed);
  assert.equal(read("1,5π", "de"), "3π/2");
  // What is read anyway is read as it was.
  assert.equal(read("1 1/2"), "3/2");
  assert.equal(read("1.50"), "1.5");
});

Deno.test("readNumber() leaves what has two readings, or is a sum, to a person", () => {
  const none = ["1/2π", "√2π", "√2 3", "π2", "2½π", "1+√2", "√-4", "√", "π/", "π/0", "2(3)", "√x"];
  none.push(
    "1_000π",
    "()",
    "((π)",
    "π)",
    "√π",
    "pie",
    "\\frac{1}{",
    "\\pi\\pi\\pi\\pi",
    "1/0π",
    "2^π",
  );
  for (const typed of none) assert.equal(read(typed), null, typed);
});

Deno.test("readNumber() reads no expression where they are not allowed", () => {
  for (const typed of ["√2", "3π", "\\frac{1}{2}", "pi/2"]) {
    assert.equal(readNumber(typed, { locale: "en", percent: true }), null, typed);
  }
  const typed = { text: "√3/2", unitId: null };
  assert.equal(readAsText(typed, [], { locale: "en" }), "Write a number such as 16.5");
  assert.equal(readAsText(typed, [], { locale: "en", expressions: true }), "Read as √3/2");
  const units = [{ id: "u", label: "rad" }];
  const unit = { text: "pi/2 rad", unitId: null };
  assert.equal(readAsText(unit, units, { locale: "en", expressions: true }), "Read as π/2 rad");
});

/** What is written, with its value as JavaScript has it. */
const factor = fc.record({
  n: fc.integer({ min: 1, max: 400 }),
  d: fc.integer({ min: 1, max: 60 }),
  root: fc.integer({ min: 1, max: 5_000 }),
  pi: fc.boolean(),
  minus: fc.boolean(),
});

Deno.test("an expression is the number it says, however it is written", () => {
  fc.assert(fc.property(factor, ({ n, d, root, pi, minus }) => {
    const sign = minus ? "-" : "";
    const value = n * Math.sqrt(root) * (pi ? Math.PI : 1) / d * (minus ? -1 : 1);
    const written = [
      `${sign}${n}${pi ? "π" : ""}√${root}/${d}`,
      `${sign}\\frac{${n}${pi ? "\\pi" : ""}\\sqrt{${root}}}{${d}}`,
      `${sign}(${n}/${d}) * sqrt(${root})${pi ? " * pi" : ""}`,
    ];
    const texts = written.map((text) => read(text));
    assert.ok(texts[0]);
    assert.deepEqual(texts, [texts[0], texts[0], texts[0]], written.join(" "));
    const number = rational(texts[0])!;
    const found = Number(number.n * 10n ** 20n / number.d) / 1e20;
    assert.ok(Math.abs(found - value) <= 1e-9 * Math.abs(value), `${texts[0]}: ${found} ${value}`);
    // What it is kept as says the same again, to students and as a key.
    assert.equal(read(texts[0]), texts[0]);
    assert.equal(authoredNumber(texts[0]), texts[0]);
  }));
});

Deno.test("readNumber() answers for whatever is typed", () => {
  const piece = fc.constantFrom(
    ...["π", "√", "(", ")", "/", "\\frac{", "}{", "}", "2", "10", ".", "-", "×", "^", " ", "pi"],
    ...["\\sqrt", "½", "\\pi", "$", "0", ","],
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (typed) => {
      const value = read(typed);
      if (value !== null) assert.notEqual(rational(value), null, `${typed}: ${value}`);
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("a key takes π and roots, and keeps them in one way", () => {
  const key = (value: string) =>
    NumericalKeySchema.safeParse({
      accept: [{ value, tolerance: { rule: "absolute", size: "0" }, credit: 1 }],
      ...{ unitFactors: {}, unitPenalty: 0, percent: "refuse", expressions: "allow" },
    });
  const kept = { "pi/2": "π/2", "2\\sqrt{3}": "2√3", "√8": "2√2", "\\frac{1}{2}": "1/2" };
  for (const [typed, value] of Object.entries({ ...kept, "1/(2π)": "1/(2π)" })) {
    assert.equal(key(typed).data?.accept[0]?.value, value, typed);
  }
  for (const none of ["", "-", "√", "π+1", "1/2π", "1,5π"]) {
    assert.equal(key(none).success, false, none);
  }
});
