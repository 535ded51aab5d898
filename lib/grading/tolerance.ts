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
