import assert from "node:assert/strict";
import { QUESTIONS, requireQuestion } from "./questions/all.ts";

/** The least number above 0 for which `holds`. */
function least(holds: (n: number) => boolean): number {
  for (let n = 1; n < 1e6; n++) if (holds(n)) return n;
  throw new Error("Cannot find such a number");
}
const sum = (items: readonly number[]) => items.reduce((a, b) => a + b, 0);
const to = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Each numerical answer once more, by another road than the worked solution where there is one. */
const RECOMPUTED: Record<string, () => number> = {
  "m-exponent": () => Math.pow(27 / 8, -2 / 3),
  "m-bells": () => least((n) => n % 12 === 0 && n % 18 === 0),
  "m-number-line": () => -2 + 3 / 4,
  "m-lakh": () => 300_000 / 1_000,
  "m-linear": () => least((x) => 5 * (2 * x - 3) === 3 * x + 13),
  "m-expand": () => (((1 + 3) * (1 - 5)) - ((-1 + 3) * (-1 - 5))) / 2,
  "m-ap-term": () => to(20).reduce((term, i) => i === 0 ? 7 : term + 4, 0),
  "m-ap-sum": () => sum(to(25).map((i) => 2 * i + 1)),
  "m-remainder": () => 2 * 2 ** 3 - 3 * 2 ** 2 + 4 * 2 - 5,
  "m-father": () => least((d) => 3 * d + 12 === 2 * (d + 12)),
  "m-hypotenuse": () => Math.hypot(8, 15),
  "m-shadow": () => 12 * 2 / 3,
  "m-tangent": () => least((x) => x * x + 5 * 5 === 13 * 13),
  "m-cylinder": () => 22 / 7 * 7 * 7 * 10,
  "m-tower": () => 60 * Math.tan(Math.PI / 6),
  "m-rainfall": () => 280 - 120,
  "m-mean": () => least((x) => sum([10, 12, 15, 18, x]) / 5 === 14),
  "m-dice": () => to(36).filter((i) => i % 6 + 1 + Math.floor(i / 6) + 1 === 7).length / 36,
  "s-parallel": () => 6 / (1 / (1 / 6 + 1 / 3)),
  "s-ohm": () => 230 / 5,
  "s-bus": () => (72 - 36) / 3.6 / 5,
  "s-work": () => 250 * 8,
  "s-echo": () => 340 * 1.2 / 2,
  "s-density": () => 540 / 200,
  "s-ride": () => 25 - 10,
  "s-mole": () => 0.5 * (2 * 1 + 16),
  "s-neutrons": () => 23 - 11,
  "s-food-chain": () => 20_000 * 0.1 * 0.1,
  "s-seedlings": () =>
    400 * [..."TtTt"].flatMap((a, i) => i < 2 ? [..."Tt"].map((b) => a + b) : [])
      .filter((it) => it === "tt").length /
    4,
  "e-adjectives": () => ["old", "rusty", "quiet"].length,
  "e-syllables": () => "ex-am-i-na-tion".split("-").length,
  "e-sonnet": () => 4 + 4 + 4 + 2,
};

/** Decimal text or a fraction as a number. */
function value(text: string): number {
  const [top = "", below = "1"] = text.split("/");
  return Number(top) / Number(below);
}

Deno.test("numerical keys agree with a second computation", () => {
  const numerical = QUESTIONS.filter((it) => it.content.kind === "numerical");
  assert.deepEqual(numerical.map((it) => it.key).sort(), Object.keys(RECOMPUTED).sort());
  for (const { key, content, typed } of numerical) {
    assert.ok(content.kind === "numerical");
    const expected = RECOMPUTED[key]?.() ?? NaN;
    const [first] = content.key.accept;
    assert.ok(first, key);
    const off = Math.abs(value(first.value) - expected);
    const { rule, size: by } = first.tolerance;
    const size = Number(by) * (rule === "relative" ? Math.abs(expected) : 1);
    assert.ok(off < Math.max(size, 1e-9), `${key}: ${first.value} but ${expected}`);
    for (const wrong of typed.wrong) {
      assert.ok(Math.abs(value(wrong) - expected) > size + 1e-9, `${key}: ${wrong} would be right`);
    }
    const factor = content.body.units[0] && content.key.unitFactors[content.body.units[0].id];
    assert.equal(factor ?? "1", "1", `${key}: the first unit counts 1`);
  }
});

Deno.test("keys of choices agree with a second computation", () => {
  const rightText = (key: string) => {
    const { content } = requireQuestion(key);
    assert.ok(content.kind === "choice_one");
    const { options } = content.body;
    return options.find((it) => content.key.credit[it.id] === 1)?.text;
  };
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} and ${b}`);

  near(Math.sqrt(50) + Math.sqrt(18), 8 * Math.sqrt(2));
  assert.equal(rightText("m-surds"), String.raw`$8\sqrt{2}$`);
  for (const x of [1 / 2, 3]) near(2 * x * x - 7 * x + 3, 0);
  assert.equal(rightText("m-quadratic"), String.raw`$\frac{1}{2}$ and $3$`);
  near(2 * 3 + 3 * 2, 12);
  assert.equal(rightText("m-pair"), "$(3, 2)$");
  const sorted = [7, 3, 9, 12, 3, 8].sort((a, b) => a - b);
  assert.equal(rightText("m-median"), String(((sorted[2] ?? 0) + (sorted[3] ?? 0)) / 2));
  assert.equal(rightText("m-spread"), String(14 - 4));
  near(Math.cos(Math.asin(3 / 5)), 4 / 5);
  assert.equal(rightText("m-cosine"), String.raw`$\frac{4}{5}$`);
  assert.ok(1 / 3 < 2 / 5 && 2 / 5 < 1 / 2);
  assert.equal(rightText("m-between"), String.raw`$\frac{2}{5}$`);
  const [fe, water, oxide, gas] = rightText("s-balance")?.split(", ").map(Number) ?? [];
  assert.deepEqual([fe, 2 * (water ?? 0), water], [
    3 * (oxide ?? 0),
    2 * (gas ?? 0),
    4 * (oxide ?? 0),
  ]);
});
