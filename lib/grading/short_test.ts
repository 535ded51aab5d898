import assert from "node:assert/strict";
import fc from "fast-check";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { gradeShort } from "./short.ts";
import { matchesPattern } from "./wildcard.ts";

type Key = ContentOf<"short">["key"];
interface Settings extends Partial<Pick<Key, "caseSensitive" | "accents">> {
  locale?: string | null;
}

function fraction(text: string, accept: Record<string, number>, settings: Settings = {}): number {
  const { locale = null, ...rules } = settings;
  const content: ContentOf<"short"> = {
    kind: "short",
    prompt: "Which?",
    explanation: "",
    defaultMark: 1,
    locale,
    body: {},
    key: {
      accept: Object.entries(accept).map(([pattern, credit]) => ({ pattern, credit })),
      caseSensitive: false,
      accents: "strict",
      ...rules,
    },
  };
  const context = { negative: false, locale: "en" };
  return gradeShort(content, { kind: "short", text }, context).fraction;
}

Deno.test("gradeShort() does not mind blanks, case, width or curly quotes", () => {
  const typed = ["new york", " New\u00a0 York\n", "NEW YORK", "Ｎｅｗ York", "new\u00ad york"];
  assert.deepEqual(typed.map((text) => fraction(text, { "New York": 1 })), [1, 1, 1, 1, 1]);
  assert.equal(fraction("newton’s law", { "Newton's law": 1 }), 1);
  assert.equal(fraction("newyork", { "New York": 1 }), 0);
  assert.equal(fraction("STRASSE", { Straße: 1 }), 1);
});

Deno.test("gradeShort() minds blanks only between two words or two numbers", () => {
  const same = [["5 m²", "5m²"], ["x=2", "x = 2"], ["20 °C", "20°C"], ["50 %", "50%"]];
  const more = [["yes, no", "yes,no"], ["CO2", "CO 2"], ["5 *", "5 metres"], [
    "(a, b)",
    "( a , b )",
  ]];
  for (const [one = "", other = ""] of [...same, ...more]) {
    assert.equal(fraction(other, { [one]: 1 }), 1, `${one} for ${other}`);
    if (!one.includes("*")) assert.equal(fraction(one, { [other]: 1 }), 1, `${other} for ${one}`);
  }
  const others = [["10", "1 0"], ["ab", "a b"], ["5 *", "55"], ["a b", "ab"], ["1 000", "1000"]];
  for (const [pattern = "", typed = ""] of others) {
    assert.equal(fraction(typed, { [pattern]: 1 }), 0, `${typed} for ${pattern}`);
  }
});

Deno.test("gradeShort() minds case where asked", () => {
  assert.equal(fraction("CO2", { CO2: 1 }, { caseSensitive: true }), 1);
  assert.equal(fraction("Co2", { CO2: 1 }, { caseSensitive: true }), 0);
});

Deno.test("gradeShort() folds accents where asked, and never the vowels of Hindi", () => {
  assert.equal(fraction("eclair", { éclair: 1 }), 0);
  assert.equal(fraction("e\u0301clair", { éclair: 1 }), 1);
  assert.equal(fraction("eclair", { éclair: 1 }, { accents: "fold" }), 1);
  assert.equal(fraction("Malmo", { Malmø: 1 }, { accents: "fold" }), 1);
  assert.equal(fraction("कि", { का: 1 }, { accents: "fold" }), 0);
});

/** Both ways: which one is the key does not matter. */
function assertSame(
  pairs: readonly (readonly [string, string])[],
  same: boolean,
  settings: Settings = {},
): void {
  assert.ok(pairs.length > 0);
  for (const [a, b] of pairs) {
    for (const [typed, key] of [[a, b], [b, a]] as const) {
      assert.equal(fraction(typed, { [key]: 1 }, settings), same ? 1 : 0, `${typed} for ${key}`);
    }
  }
}

Deno.test("gradeShort() keeps raised figures apart from others, however they are typed", () => {
  assertSame([
    ["10³", "10^3"],
    ["x²", "x^2"],
    ["10⁻³", "10^-3"],
    ["10^{-3}", "10^(-3)"],
    ["10 ^ 3", "10³"],
    ["CO₂", "CO2"],
    ["SO₄²⁻", "SO4^2-"],
    ["Na⁺", "Na+"],
    ["Na^+", "Na⁺"],
    ["5 m²", "5 m^2"],
    ["xⁿ", "xn"],
    ["Ca²⁺", "Ca^{2+}"],
    ["Fe³⁺", "Fe^(3+)"],
    ["SO₄²⁻", "SO4^{2-}"],
    ["x^(n+1)", "x^{n+1}"],
  ], true);
  assertSame([["10³", "103"], ["5 m²", "5 m2"], ["x²", "x₂"], ["SO₄²⁻", "SO42-"], [
    "x^(a+b)",
    "x^a+b",
  ], ["x^{n+1}", "x^n+1"]], false);
  assert.equal(fraction("x**2", { "x²": 1 }), 1);
  assert.equal(fraction("x ** 2", { "x^2": 1 }), 1);
  assert.equal(fraction("xabc2", { "x**2": 1 }), 1);
});

Deno.test("gradeShort() passes over whatever is drawn as nothing", () => {
  assertSame([["क्या", "क्\u200dया"], ["شہر", "\u200fشہر"], ["ab", "a\u034fb"], [
    "ab",
    "a\u2066b\u2069",
  ], ["☎", "☎\ufe0e"]], true);
});

Deno.test("gradeShort() takes figures of every script for figures", () => {
  assertSame(
    [["12", "१२"], ["12", "١٢"], ["12", "۱۲"], ["12", "১২"], ["12", "๑๒"], ["12", "１２"]],
    true,
  );
});

Deno.test("gradeShort() takes letters in another shape, or of another keyboard, for the same", () => {
  assertSame([
    ["Straße", "STRAẞE"],
    ["strasse", "Straẞe"],
    ["ΛΟΓΟΣ", "λόγος".normalize("NFD").replace("\u0301", "")],
    ["علي", "علی"],
    ["كتاب", "کتاب"],
    ["محمد", "محـــمد"],
  ], true);
  assertSame([["λογοσ", "λογος"], ["كتاب", "کتاب"]], true, { caseSensitive: true });
});

Deno.test("gradeShort() asks for vowel marks only where the author wrote some", () => {
  assert.equal(fraction("كَتَبَ", { كتب: 1 }), 1);
  assert.equal(fraction("שָׁלוֹם", { שלום: 1 }), 1);
  assert.equal(fraction("كتب", { "كَتَبَ": 1 }), 0);
  assertSame([["كَتَبَ", "كتب"], ["שָׁלוֹם", "שלום"]], true, { accents: "fold" });
  assertSame([["أب", "اب"]], false);
});

Deno.test("gradeShort() folds accents, and no letter that has its own place in the alphabet", () => {
  assertSame(
    [["за́мок", "замок"], ["ёлка", "елка"], ["éclair", "eclair"], ["λόγος", "λογος"]],
    true,
    { accents: "fold" },
  );
  assertSame([["й", "и"], ["мой", "мои"], ["ї", "і"], ["ў", "у"]], false, { accents: "fold" });
});

Deno.test("gradeShort() takes quotes and accents that stand alone as their plain signs", () => {
  assertSame(
    ["`", "´", "‛", "’", "‚", "′"].map((sign) => [`newton${sign}s`, "newton's"] as const),
    true,
  );
  assertSame(["″", "„", "«", "»", "“", "‟"].map((sign) => [`${sign}yes`, '"yes'] as const), true);
});

Deno.test("gradeShort() tells the Turkish letters i apart in Turkish alone", () => {
  assert.equal(fraction("istanbul", { İstanbul: 1 }, { locale: "tr" }), 1);
  assert.equal(fraction("ISTANBUL", { istanbul: 1 }, { locale: "tr" }), 0);
  assert.equal(fraction("ISTANBUL", { istanbul: 1 }), 1);
});

Deno.test("gradeShort() gives the best credit that fits, 0 where none does", () => {
  const accept = { "photo*": 0.5, photosynthesis: 1, "*": -0.5 };
  assert.equal(fraction("Photosynthesis", accept), 1);
  assert.equal(fraction("photo synthesis", accept), 0.5);
  assert.equal(fraction("respiration", accept), 0);
  assert.equal(fraction("respiration", { photosynthesis: 1 }), 0);
});

Deno.test("matchesPattern() lets a star stand for any run of characters", () => {
  const fits: readonly (readonly [string, string, boolean])[] = [
    ["", "*", true],
    ["abc", "*", true],
    ["abc", "a*c", true],
    ["ac", "a*c", true],
    ["aca", "a*c", false],
    ["a", "a*a", false],
    ["aa", "a*a", true],
    ["abcabc", "*b*b*", true],
    ["abc", "*b*b*", false],
    ["abc", "**c", true],
    ["a*b", "a\\*b", true],
    ["axb", "a\\*b", false],
    ["abc", "abc", true],
    ["abcd", "abc", false],
    ["a.c", "a.c", true],
    ["abc", "a.c", false],
  ];
  for (const [text, pattern, expected] of fits) {
    assert.equal(matchesPattern(text, pattern), expected, `${text} against ${pattern}`);
  }
});

Deno.test("matchesPattern() agrees with a regular expression", () => {
  const text = fc.stringMatching(/^[ab]{0,12}$/);
  const pattern = fc.stringMatching(/^[ab*]{0,6}$/);
  fc.assert(fc.property(text, pattern, (typed, wanted) => {
    const expected = new RegExp(`^${wanted.replaceAll("*", ".*")}$`).test(typed);
    assert.equal(matchesPattern(typed, wanted), expected);
  }));
});
