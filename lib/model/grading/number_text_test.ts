import assert from "node:assert/strict";
import fc from "fast-check";
import { LOCALES } from "../text/locales.ts";
import { displayNumber, readAsText, readNumber, readQuantity } from "./number_text.ts";

type Case = readonly [typed: string, locale: string, read: string | null];

function check(cases: readonly Case[]): void {
  assert.ok(cases.length > 0);
  for (const [typed, locale, read] of cases) {
    assert.equal(readNumber(typed, { locale, percent: true }), read, `${typed} in ${locale}`);
  }
}

Deno.test("readNumber() takes the locale's decimal and group marks", () => {
  check([
    ["16.5", "en", "16.5"],
    ["1,234.5", "en", "1234.5"],
    ["1,234", "en", "1234"],
    ["16,5", "de", "16.5"],
    ["1.234,5", "de", "1234.5"],
    ["1.234", "de", "1234"],
    ["1,234", "de", "1.234"],
    ["1\u202f234,5", "fr", "1234.5"],
    ["1\u00a0234,5", "pl", "1234.5"],
    ["1\u2009234.5", "en", "1234.5"],
    ["1 234 567", "en", "1234567"],
    ["1’234.5", "de-CH", "1234.5"],
    ["1'234.5", "de-CH", "1234.5"],
    ["12,34,567.5", "en-IN", "1234567.5"],
    ["1,00,000", "hi-IN", "100000"],
    ["1,234,567", "en-IN", "1234567"],
    ["1.234,5", "es", "1234.5"],
    ["1.234,5", "pt-BR", "1234.5"],
    ["3.141 592 65", "en", "3.14159265"],
  ]);
});

Deno.test("readNumber() takes the other decimal mark only where it cannot part thousands", () => {
  check([
    ["16,5", "en", "16.5"],
    ["16.5", "de", "16.5"],
    ["1,2345", "en", "1.2345"],
    ["0,123", "en", "0.123"],
    ["0.123", "fr", "0.123"],
    ["1.234", "fr", null],
    ["1,234", "de-CH", null],
    ["1.234,5", "en", "1234.5"],
    ["1,234.5", "de", "1234.5"],
    ["1.234.567", "en", "1234567"],
    ["1 234,567", "en", "1234.567"],
  ]);
});

Deno.test("readNumber() takes signs, digits of other scripts and half-written marks", () => {
  check([
    ["-5", "en", "-5"],
    ["\u22125", "en", "-5"],
    ["\u2013 5", "en", "-5"],
    ["+5", "en", "5"],
    [" 007 ", "en", "7"],
    ["-0.0", "en", "0"],
    [".5", "en", "0.5"],
    [",5", "en", "0.5"],
    ["5.", "en", "5"],
    ["٣٫١٤", "ar-EG", "3.14"],
    ["१२.५", "hi", "12.5"],
    ["১২৩", "bn", "123"],
    ["16.50", "en", "16.5"],
  ]);
});

Deno.test("readNumber() takes no low line for a mark", () => {
  check([["1_000", "en", null], ["1_000", "fr", null], ["0.123_456", "en", null]]);
});

Deno.test("readNumber() reads numbers as every locale that is offered writes them", () => {
  assert.ok(LOCALES.length > 3);
  for (const { value: locale } of LOCALES) {
    for (const number of [1_234.5, 123_456.75, 1_234_567, 12_345_678.25, -9_876_543.5]) {
      const typed = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(number);
      assert.equal(
        readNumber(typed, { locale, percent: false }),
        String(number),
        `${typed} in ${locale}`,
      );
    }
  }
});

Deno.test("readNumber() passes over what is drawn as nothing", () => {
  check([
    ["\u200e-5", "en", "-5"],
    ["1\u200d2", "en", "12"],
    ["\u206616.5\u2069", "en", "16.5"],
    ["12\ufeff", "en", "12"],
  ]);
});

Deno.test("readNumber() takes powers of ten", () => {
  check([
    ["1.5e3", "en", "1500"],
    ["1,5E-3", "de", "0.0015"],
    ["1.5x10^3", "en", "1500"],
    ["1.5 × 10^(-3)", "en", "0.0015"],
    ["1.5·10⁻³", "en", "0.0015"],
    ["6.02*10^23", "en", "602000000000000000000000"],
    ["-10^5", "en", "-100000"],
    ["10²", "en", "100"],
    ["1.25e40", "en", "1.25e40"],
    ["0.000125e-40", "en", "1.25e-44"],
    ["1e400", "en", "1e400"],
    ["1e401", "en", null],
    ["1e-401", "en", null],
    ["5²", "en", null],
    ["3 × 5", "en", null],
  ]);
});

Deno.test("readNumber() takes fractions, mixed numbers and per cent", () => {
  check([
    ["7/20", "en", "7/20"],
    ["-7 / 20", "en", "-7/20"],
    ["1 1/2", "en", "3/2"],
    ["-1 1/2", "en", "-3/2"],
    ["2\u00a03/4", "en", "11/4"],
    ["1½", "en", "3/2"],
    ["¾", "en", "3/4"],
    ["0/5", "en", "0/5"],
    ["-0/5", "en", "0/5"],
    ["50%", "en", "0.5"],
    ["12,5 %", "de", "0.125"],
    ["1/2 %", "en", "1/200"],
    ["1 3/2", "en", null],
    ["1 234/500", "en", null],
    ["1/0", "en", null],
    ["1/2/3", "en", null],
    ["1.5/2", "en", null],
  ]);
  assert.equal(readNumber("50%", { locale: "en", percent: false }), null);
});

Deno.test("readNumber() refuses what is no number", () => {
  check(
    [
      "",
      " ",
      "-",
      ".",
      ",",
      "%",
      "e5",
      "five",
      "5 cm",
      "--5",
      "5-",
      "1,2,3",
      "12,345,67",
      "1..5",
      "5%%",
    ]
      .map((typed) => [typed, "en", null] as const),
  );
});

Deno.test("readNumber() reads an unknown locale as English", () => {
  check([["1,234.5", "no locale!", "1234.5"]]);
});

Deno.test("readNumber() reads back what Intl writes, in every locale", () => {
  const locales = [
    "en",
    "en-IN",
    "hi-IN",
    "de",
    "de-CH",
    "de-AT",
    "fr",
    "es",
    "pt-PT",
    "pl",
    "bn",
    "ar-EG",
    "fa",
  ];
  const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => n / 1_000);
  fc.assert(fc.property(fc.constantFrom(...locales), amount, (locale, number) => {
    const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(number)
      .replaceAll(/[\u200e\u200f\u061c]/g, "");
    const read = readNumber(written, { locale, percent: false });
    assert.equal(Number(read), number === 0 ? 0 : number, `${written} in ${locale}`);
  }));
});

Deno.test("readNumber() is the same for its own result", () => {
  const typed = fc.stringMatching(/^-?\d{0,4}[.,]?\d{1,6}(e-?\d{1,2})?$/);
  fc.assert(fc.property(typed, (text) => {
    const read = readNumber(text, { locale: "en", percent: false });
    if (read !== null) {
      assert.match(read, /^-?\d+(\.\d+)?(e-?\d+)?(\/\d+)?$/);
      assert.equal(readNumber(read, { locale: "en", percent: false }), read);
    }
  }));
});

Deno.test("readNumber() answers for any text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
    const read = readNumber(text, { locale: "fr", percent: true });
    assert.ok(read === null || /^-?\d+(\.\d+)?(e-?\d+)?(\/\d+)?$/.test(read), `${text}: ${read}`);
  }));
});

const LENGTHS = [{ id: "u1", label: "m" }, { id: "u2", label: "cm" }];

Deno.test("readQuantity() reads a unit typed after the number", () => {
  const rules = { locale: "en", percent: true };
  const read = (text: string, unitId: string | null) =>
    readQuantity({ text, unitId }, LENGTHS, rules);
  assert.deepEqual(read("165", "u2"), { value: "165", unitId: "u2" });
  assert.deepEqual(read("165 cm", null), { value: "165", unitId: "u2" });
  assert.deepEqual(read("1.65m", "u1"), { value: "1.65", unitId: "u1" });
  assert.deepEqual(read("165", null), { value: "165", unitId: null });
  assert.equal(read("165 cm", "u1"), null);
  assert.equal(read("165 km", null), null);
});

Deno.test("readQuantity() takes a per cent sign as the unit where there is such a unit", () => {
  const units = [{ id: "u1", label: "%" }];
  const read = readQuantity({ text: "5 %", unitId: null }, units, { locale: "en", percent: true });
  assert.deepEqual(read, { value: "5", unitId: "u1" });
});

Deno.test("readAsText() says how the number is understood, as the locale writes it", () => {
  const say = (text: string, locale: string, unitId: string | null = null) =>
    readAsText({ text, unitId }, LENGTHS, { locale });
  assert.equal(say("16,5", "en"), "Read as 16.5");
  assert.equal(say("1,234", "en"), "Read as 1234");
  assert.equal(say("1.234", "de"), "Read as 1234");
  assert.equal(say("16.5", "de", "u2"), "Read as 16,5 cm");
  assert.equal(say("16.5 cm", "en"), "Read as 16.5 cm");
  assert.equal(say("five", "de"), "Write a number such as 16,5");
  assert.equal(say(" ", "en"), null);
});

Deno.test("displayNumber() writes a power of ten out", () => {
  assert.equal(displayNumber("-1.5e40", "de"), "-1,5 × 10^40");
});
