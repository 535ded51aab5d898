import assert from "node:assert/strict";
import fc from "fast-check";
import { authoredNumber } from "./authored_number.ts";
import { NumericalKeySchema } from "./question_schema.ts";

Deno.test("authoredNumber() writes a number of a key in the one way it is kept", () => {
  const cases: Record<string, string> = {
    ".5": "0.5",
    "+5": "5",
    "5.": "5",
    "1e+5": "1e5",
    "1E-5": "1e-5",
    "\u22125": "-5",
    "- 2.5": "-2.5",
    "½": "1/2",
    "10^3": "1e3",
    "10³": "1e3",
    "10⁻³": "1e-3",
    "-10^3": "-1e3",
    "2×10^3": "2e3",
    "2.5 × 10^(-3)": "2.5e-3",
    "2*10^3": "2e3",
    "1½": "3/2",
    "1 1/2": "3/2",
    " 7 / 20 ": "7/20",
    "\u200e-5": "-5",
    "१२.५": "12.5",
    "-2.5": "-2.5",
    "0.50": "0.50",
  };
  for (const [typed, kept] of Object.entries(cases)) {
    assert.equal(authoredNumber(typed), kept, typed);
    assert.equal(authoredNumber(kept), kept, kept);
  }
  for (
    const none of ["", ".", "16,5", "1,234", "five", "1/2/3", "1 2", "0x10", "2^3", "1,5×10^3"]
  ) {
    assert.equal(authoredNumber(none), none);
  }
});

Deno.test("authoredNumber() leaves what is kept as it is", () => {
  const kept = fc.stringMatching(/^-?\d{1,9}(\.\d{1,9})?(e-?\d{1,3})?$/);
  fc.assert(fc.property(kept, (text) => assert.equal(authoredNumber(text), text)));
});

Deno.test("a key takes numbers, tolerances and factors as authors type them", () => {
  const key = NumericalKeySchema.parse({
    accept: [{ value: " ½", tolerance: { rule: "absolute", size: ".05" }, credit: 1 }],
    unitFactors: { cm: "1", m: "+1e+2" },
    unitPenalty: 1,
    percent: "refuse",
  });
  assert.equal(key.accept[0]!.value, "1/2");
  assert.equal(key.accept[0]!.tolerance.size, "0.05");
  assert.deepEqual(key.unitFactors, { cm: "1", m: "1e2" });
});
