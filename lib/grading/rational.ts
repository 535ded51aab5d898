import { exactParts } from "../model/text/exact_text.ts";

/** An exact number; `d` is above 0. Not reduced: comparisons multiply across. */
export interface Rational {
  n: bigint;
  d: bigint;
}

/** π and roots are taken to this many places: far beyond whatever a tolerance can tell. */
const PLACES = 60;
const SCALE = 10n ** BigInt(PLACES);
const PI: Rational = {
  n: 3141592653589793238462643383279502884197169399375105820974944n,
  d: SCALE,
};

/** Beyond this power of ten a written number is not taken in. */
const MAX_POWER = 1_000;

/**
 * Reads the text of a key, or the canonical text of what a student typed: `-2.5`, `1e-9`, `7/20`, `3π/4`. Equal texts
 * give equal numbers, multiples of π or of one root exact multiples.
 *
 * @returns `null` for anything else, a denominator of 0, or a power of ten beyond 1,000.
 */
export function rational(text: string): Rational | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?(?:\/(\d+))?$/i.exec(text);
  if (!match) return exactNumber(text);
  const [, sign, whole = "", fraction = "", exponent = "0", under = "1"] = match;
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > MAX_POWER || BigInt(under) === 0n) return null;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const scale = 10n ** BigInt(Math.abs(power));
  return power < 0
    ? { n: digits, d: BigInt(under) * scale }
    : { n: digits * scale, d: BigInt(under) };
}

function exactNumber(text: string): Rational | null {
  const exact = exactParts(text);
  if (exact === null) return null;
  const { size, root, power } = exact;
  let value: Rational = multiply(size, { n: wholeRoot(root * SCALE * SCALE), d: SCALE });
  const factor = power < 0 ? { n: PI.d, d: PI.n } : PI;
  for (let times = 0; times < Math.abs(power); times++) value = multiply(value, factor);
  return value;
}

/** The root of a whole number above 0, rounded down. */
function wholeRoot(square: bigint): bigint {
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (let next = (root + square / root) >> 1n; next < root; next = (root + square / root) >> 1n) {
    root = next;
  }
  return root;
}

/** Below 0, 0 or above 0 as `a` is smaller than, equal to or larger than `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function add(a: Rational, b: Rational): Rational {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function subtract(a: Rational, b: Rational): Rational {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function multiply(a: Rational, b: Rational): Rational {
  return { n: a.n * b.n, d: a.d * b.d };
}

export function absolute({ n, d }: Rational): Rational {
  return { n: n < 0n ? -n : n, d };
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

/** Rounded to `figures` significant figures (1 or more), half away from zero. */
export function toFigures(x: Rational, figures: number): Rational {
  if (x.n === 0n) return ZERO;
  const size = absolute(x);
  const power = figures - 1 - magnitude(size);
  const scale = 10n ** BigInt(Math.abs(power));
  const { n, d } = power < 0 ? { n: size.n, d: size.d * scale } : { n: size.n * scale, d: size.d };
  const rounded = (2n * n + d) / (2n * d) * (x.n < 0n ? -1n : 1n);
  return power < 0 ? { n: rounded * scale, d: 1n } : { n: rounded, d: scale };
}

/** One of the last of `figures` significant figures of a number above 0. */
export function unitOf(x: Rational, figures: number): Rational {
  const power = magnitude(x) - figures + 1;
  const scale = 10n ** BigInt(Math.abs(power));
  return power < 0 ? { n: 1n, d: scale } : { n: scale, d: 1n };
}

/** The power of ten of the leading digit of a number above 0. */
function magnitude({ n, d }: Rational): number {
  const guess = String(n).length - String(d).length;
  const scale = 10n ** BigInt(Math.abs(guess));
  const below = guess < 0 ? n * scale < d : n < d * scale;
  return below ? guess - 1 : guess;
}
