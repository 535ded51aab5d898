import assert from "node:assert/strict";
import fc from "fast-check";
import type { ContentOf } from "../model/questions/question_schema.ts";
import { type Graded } from "./graded.ts";
import { gradeNumerical } from "./numerical.ts";
import { isWithin, type Tolerance } from "./tolerance.ts";
import { rational } from "./rational.ts";

type Key = ContentOf<"numerical">["key"];
type Units = ContentOf<"numerical">["body"]["units"];

function question(key: Partial<Key>, units: Units = []): ContentOf<"numerical"> {
  return {
    kind: "numerical",
    prompt: "How much?",
    explanation: "",
    defaultMark: 1,
    locale: null,
    body: { units },
    key: {
      accept: [{ value: "16.5", tolerance: { rule: "absolute", size: "0" }, credit: 1 }],
      unitFactors: {},
      unitPenalty: 0,
      percent: "refuse",
      ...key,
    },
  };
}

interface Typed {
  unitId?: string | null;
  locale?: string;
  negative?: boolean;
}

function answer(
  content: ContentOf<"numerical">,
  text: string,
  { unitId = null, locale = "en", negative = false }: Typed = {},
): Graded {
  return gradeNumerical(content, { kind: "numerical", text, unitId }, { negative, locale });
}

function within(x: string, value: string, rule: Tolerance["rule"], size: string): boolean {
  const [typed, wanted] = [rational(x), rational(value)];
  assert.ok(typed && wanted);
  return isWithin(typed, wanted, { rule, size });
}

Deno.test("isWithin() counts the border of each rule and nothing beyond it", () => {
  assert.equal(within("0.3", "0.1", "absolute", "0.2"), true);
  assert.equal(within("0.30000000000000001", "0.1", "absolute", "0.2"), false);
  assert.equal(within("-0.1", "0.1", "absolute", "0.2"), true);
  assert.equal(within("105", "100", "relative", "0.05"), true);
  assert.equal(within("105.0001", "100", "relative", "0.05"), false);
  assert.equal(within("-95", "-100", "relative", "0.05"), true);
  assert.equal(within("0.05", "0", "relative", "0.05"), true);
  assert.equal(within("0.051", "0", "relative", "0.05"), false);
  assert.equal(within("200", "100", "geometric", "1"), true);
  assert.equal(within("50", "100", "geometric", "1"), true);
  assert.equal(within("49.99", "100", "geometric", "1"), false);
  assert.equal(within("-50", "-100", "geometric", "1"), true);
  assert.equal(within("-100", "100", "geometric", "1"), false);
  assert.equal(within("0", "0", "geometric", "1"), true);
  assert.equal(within("0.001", "0", "geometric", "1"), false);
  assert.equal(within("3.1415", "3.14", "figures", "3"), true);
  assert.equal(within("3.145", "3.14", "figures", "3"), false);
  assert.equal(within("-3.1449", "-3.14", "figures", "3"), true);
});

Deno.test("isWithin() asks for the exact value where the size makes no sense", () => {
  for (const size of ["0", "2.5", "31", "9".repeat(30)]) {
    assert.equal(within("3.14", "3.14", "figures", size), true, size);
    assert.equal(within("3.1400001", "3.14", "figures", size), false, size);
  }
});

Deno.test("isWithin() holds for the value itself, whatever the rule", () => {
  const value = fc.stringMatching(/^-?\d{1,6}(\.\d{1,6})?$/);
  const rule = fc.constantFrom("absolute" as const, "relative", "geometric", "figures");
  fc.assert(fc.property(value, rule, fc.stringMatching(/^\d{1,3}(\.\d{1,3})?$/), (v, r, size) => {
    assert.equal(within(v, v, r, size), true);
  }));
});

Deno.test("gradeNumerical() reads in the student's locale and says how", () => {
  const right = { fraction: 1, parts: [{ id: "value", fraction: 1 }], unsure: false };
  assert.deepEqual(answer(question({}), "16,50"), { ...right, readAs: "16.5" });
  assert.deepEqual(answer(question({}), "33/2"), { ...right, readAs: "33/2" });
  assert.deepEqual(answer(question({}), "16,5", { locale: "de" }), { ...right, readAs: "16,5" });
  assert.equal(answer(question({}), "16.50001").fraction, 0);
});

Deno.test("gradeNumerical() leaves what it cannot read to a person", () => {
  for (const text of ["about 16", "1.234 or 5", "16.5 kg", "1650%"]) {
    assert.deepEqual(answer(question({}), text), { fraction: 0, readAs: null, unsure: true });
  }
  assert.equal(answer(question({ percent: "allow" }), "1650 %").fraction, 1);
});

Deno.test("gradeNumerical() takes the first range that holds", () => {
  const content = question({
    accept: [
      { value: "7/20", tolerance: { rule: "absolute", size: "0" }, credit: 1 },
      { value: "0.35", tolerance: { rule: "absolute", size: "0.05" }, credit: 0.5 },
      { value: "-0.35", tolerance: { rule: "absolute", size: "0" }, credit: -0.25 },
      { value: "1/0", tolerance: { rule: "absolute", size: "9" }, credit: 1 },
    ],
  });
  assert.equal(answer(content, "0.35").fraction, 1);
  assert.equal(answer(content, "0.4").fraction, 0.5);
  assert.equal(answer(content, "0.401").fraction, 0);
  assert.equal(answer(content, "-0.35").fraction, 0);
  assert.equal(answer(content, "-0.35", { negative: true }).fraction, -0.25);
});

const UNITS = [{ id: "m", label: "m" }, { id: "cm", label: "cm" }];
const LENGTH = question({
  accept: [{ value: "1.65", tolerance: { rule: "absolute", size: "0.01" }, credit: 1 }],
  unitFactors: { m: "1", cm: "1e-2" },
  unitPenalty: 0.2,
}, UNITS);

Deno.test("gradeNumerical() turns units into the first one, exactly", () => {
  assert.equal(answer(LENGTH, "1.65", { unitId: "m" }).fraction, 1);
  assert.equal(answer(LENGTH, "166", { unitId: "cm" }).fraction, 1);
  assert.equal(answer(LENGTH, "166.01", { unitId: "cm" }).fraction, 0);
  assert.equal(answer(LENGTH, "165 cm").fraction, 1);
  assert.equal(answer(LENGTH, "165cm", { unitId: "cm" }).readAs, "165 cm");
  assert.equal(answer(LENGTH, "165 cm", { unitId: "m" }).unsure, true);
});

Deno.test("gradeNumerical() takes the penalty for a wrong or a missing unit", () => {
  assert.equal(answer(LENGTH, "1.65").fraction, 0.8);
  assert.equal(answer(LENGTH, "1.65", { unitId: "cm" }).fraction, 0.8);
  assert.equal(answer(LENGTH, "1.65", { unitId: "constructor" }).fraction, 0.8);
  assert.equal(answer(LENGTH, "165").fraction, 0);
  const [value, unit] = answer(LENGTH, "1.65").parts ?? [];
  assert.deepEqual([value, unit], [{ id: "value", fraction: 1 }, { id: "unit", fraction: 0.8 }]);
});

Deno.test("gradeNumerical() tells a missing unit from a wrong one where the key does", () => {
  const content = { ...LENGTH, key: { ...LENGTH.key, unitPenalty: 1, missingUnitPenalty: 0.5 } };
  assert.equal(answer(content, "1.65").fraction, 0.5);
  assert.equal(answer(content, "1.65 cm").fraction, 0);
  assert.equal(answer(content, "1.65 m").fraction, 1);
});

Deno.test("gradeNumerical() asks no person about a unit for its spelling alone", () => {
  const units = ["m/s²", "μm", "°C", "€", "m²"].map((label, i) => ({ id: `u${i}`, label }));
  const unitFactors = Object.fromEntries(units.map(({ id }) => [id, "1"]));
  const read = (text: string) => {
    const { readAs, unsure } = answer(question({ unitFactors }, units), text);
    return unsure ? null : readAs;
  };
  const same: Record<string, readonly string[]> = {
    "16.5 m/s²": [
      "16.5 m/s2",
      "16.5 m/s^2",
      "16.5 m s^-2",
      "16.5 m·s⁻²",
      "16.5m/s/s",
      "16.5 m/s^{2}",
    ],
    "16.5 μm": ["16.5 um", "16.5 µm", "16.5um."],
    "16.5 °C": ["16.5 ºC", "16.5˚C", "16.5 \u00b0C."],
    "16.5 €": ["€16.5", "€ 16.5", "16.5 €", "16.5€."],
    "16.5 m²": ["16.5 m2", "16.5 m^2", "16.5 m**2", "16.5 m\u00b2"],
    "16.5": ["16.5."],
  };
  for (const [readAs, typed] of Object.entries(same)) {
    for (const text of typed) assert.equal(read(text), readAs, text);
  }
  assert.equal(answer(question({}), "$16.5").readAs, "16.5");
  for (const other of ["$16.5", "16.5 M/S²", "16.5 m/s³", "16.5 Mm", "16.5 s/m²"]) {
    assert.equal(read(other), null, other);
  }
});

Deno.test("gradeNumerical() never misses a unit that was the only one", () => {
  const content = question({ unitFactors: { m: "1" }, unitPenalty: 1 }, UNITS.slice(0, 1));
  assert.equal(answer(content, "16.5").fraction, 1);
  assert.equal(answer(content, "16.5 m").fraction, 1);
});

Deno.test("gradeNumerical() reads π and roots where the key allows it, exactly", () => {
  const exact = { rule: "absolute" as const, size: "0" };
  const key = (value: string) => ({
    accept: [{ value, tolerance: exact, credit: 1 }],
    expressions: "allow" as const,
  });
  const right: Record<string, readonly string[]> = {
    "√2/2": ["1/√2", "\\frac{\\sqrt{2}}{2}", "√8/4", "sqrt(1/2)"],
    "3π/4": ["0.75π", "3/4*pi", "\\frac{3\\pi}{4}", "¾π"],
    "0.5": ["\\frac{1}{2}", "1/2", ".5"],
  };
  for (const [value, typed] of Object.entries(right)) {
    for (const text of typed) assert.equal(answer(question(key(value)), text).fraction, 1, text);
  }
  assert.equal(answer(question(key("√2/2")), "0.7071").fraction, 0);
  assert.equal(answer(question(key("√2/2")), "√2/2").readAs, "√2/2");
  // A border counts, also of a multiple of π.
  const near = { rule: "relative" as const, size: "0.05" };
  const about = { accept: [{ value: "2π", tolerance: near, credit: 1 }] };
  assert.equal(answer(question({ ...key("0"), ...about }), "2.1π").fraction, 1);
  assert.equal(answer(question({ ...key("0"), ...about }), "2.11π").fraction, 0);
  // The key may have them though answers may not.
  assert.equal(answer(question(about), "6.28").fraction, 1);
  assert.equal(answer(question(about), "2π").unsure, true);
});
