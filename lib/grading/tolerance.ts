import {
  absolute,
  add,
  compare,
  multiply,
  ONE,
  type Rational,
  rational,
  subtract,
  toFigures,
  unitOf,
} from "./rational.ts";

export interface Tolerance {
  rule: "absolute" | "relative" | "geometric" | "figures";
  size: string;
}

/** More significant figures than this are no rounding. */
const MAX_FIGURES = 30;

/** Whether `x` is close enough to `value`; a border counts. A size that makes no sense asks for the exact value. */
export function isWithin(x: Rational, value: Rational, { rule, size }: Tolerance): boolean {
  const t = rational(size);
  if (rule === "figures") return hasFigures(x, value, figuresOf(size));
  if (t === null) return compare(x, value) === 0;
  const distance = absolute(subtract(x, value));
  if (rule === "absolute" || (rule === "relative" && value.n === 0n)) {
    return compare(distance, t) <= 0;
  }
  if (rule === "relative") return compare(distance, multiply(t, absolute(value))) <= 0;
  return isWithinFactor(x, value, add(ONE, t));
}

/** Two numbers between which lies all that is close enough, themselves perhaps a little outside. */
export function hullOf(value: Rational, { rule, size }: Tolerance): [Rational, Rational] {
  if (rule === "figures") return figuresHull(value, figuresOf(size));
  const t = rational(size);
  if (t === null || t.n < 0n) return [value, value];
  if (rule === "geometric") {
    const factor = add(ONE, t);
    return [multiply(value, factor), { n: value.n * factor.d, d: value.d * factor.n }];
  }
  const distance = rule === "relative" && value.n !== 0n ? multiply(t, absolute(value)) : t;
  return [subtract(value, distance), add(value, distance)];
}

/** Half a unit of the last figure to either side. */
function figuresHull(value: Rational, figures: number | null): [Rational, Rational] {
  if (figures === null || value.n === 0n) return [value, value];
  const rounded = toFigures(value, figures);
  const half = multiply(unitOf(absolute(rounded), figures), { n: 1n, d: 2n });
  return [subtract(rounded, half), add(rounded, half)];
}

/** Significant figures asked for; `null` unless a whole number from 1 to 30. */
export function figuresOf(size: string): number | null {
  const figures = Number(size);
  return Number.isInteger(figures) && figures >= 1 && figures <= MAX_FIGURES ? figures : null;
}

function hasFigures(x: Rational, value: Rational, figures: number | null): boolean {
  if (figures === null) return compare(x, value) === 0;
  return compare(toFigures(x, figures), toFigures(value, figures)) === 0;
}

/** v/f <= x <= v f, on the same side of 0. */
function isWithinFactor(x: Rational, value: Rational, factor: Rational): boolean {
  if (x.n < 0n !== value.n < 0n) return false;
  const [size, wanted] = [absolute(x), absolute(value)];
  return compare(size, multiply(wanted, factor)) <= 0 &&
    compare(multiply(size, factor), wanted) >= 0;
}
