import assert from "node:assert/strict";
import fc from "fast-check";
import {
  add,
  compare,
  multiply,
  type Rational,
  rational,
  subtract,
  toFigures,
} from "./rational.ts";

function q(text: string): Rational {
  const value = rational(text);
  assert.ok(value, text);
  return value;
}

function same(a: Rational, text: string): void {
  assert.equal(compare(a, q(text)), 0, `${a.n}/${a.d} is not ${text}`);
}

Deno.test("rational() reads every form a key is written in", () => {
  same(q("-2.50"), "-5/2");
  same(q("1e3"), "1000");
  same(q("1.5E-2"), "3/200");
  same(q("1e2/4"), "25");
  same(q("-0"), "0");
  same(q("007"), "7");
});

Deno.test("rational() refuses what is no number or would grow without end", () => {
  for (
    const text of ["", "-", "1/0", "1.", ".5", "1e1001", "1e-1001", "1e99999999999", "1,5", "½"]
  ) {
    assert.equal(rational(text), null, text);
  }
  assert.notEqual(rational("1e1000"), null);
});

Deno.test("add(), subtract() and multiply() are exact", () => {
  same(add(q("0.1"), q("0.2")), "0.3");
  same(subtract(q("1/3"), q("1/2")), "-1/6");
  same(multiply(q("-0.1"), q("3")), "-0.3");
});

Deno.test("toFigures() rounds half away from zero", () => {
  same(toFigures(q("1234.5"), 4), "1235");
  same(toFigures(q("1234.5"), 1), "1000");
  same(toFigures(q("-0.0012345"), 4), "-0.001235");
  same(toFigures(q("9.995"), 3), "10");
  same(toFigures(q("9.9949"), 3), "9.99");
  same(toFigures(q("2/3"), 2), "0.67");
  same(toFigures(q("1000"), 3), "1000");
  same(toFigures(q("0"), 3), "0");
  same(toFigures(q("1e-400"), 2), "1e-400");
});

Deno.test("toFigures() agrees with toPrecision() where floating point is exact", () => {
  const digits = fc.integer({ min: 1, max: 2_000_000 });
  fc.assert(fc.property(digits, fc.integer({ min: 1, max: 7 }), (n, figures) => {
    const odd = 2 * n + 1;
    assert.equal(
      compare(toFigures(q(String(odd)), figures), q(odd.toPrecision(figures).replace("+", ""))),
      0,
    );
  }));
});
