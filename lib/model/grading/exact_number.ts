import { type Fraction, fraction, inverse, product } from "./fraction.ts";
import { asciiDigits } from "./number_marks.ts";
import { withoutIgnored } from "../text/text_signs.ts";

/** A rational number times the root of a whole number times a power of π. */
export interface Exact {
  size: Fraction;
  /** Without a square in it; 1 for none. */
  root: bigint;
  /** Of π. */
  power: number;
}

/** Reads the digits of a number within an expression. */
export type ReadDigits = (digits: string) => Fraction | null;

const MAX_LENGTH = 100;
const MAX_DEPTH = 5;
/** Largest whole number under a root, and largest power of π either way. */
const MAX_ROOT = 1_000_000_000n;
const MAX_POWER = 3;

/** Whether the text holds what only {@linkcode readExact} reads. */
export function looksExact(text: string): boolean {
  return /[π√\\(]|pi|sqrt/i.test(text);
}

/**
 * Reads a product with roots and π, over one divisor: `2√3`, `3π/4`, `\frac{\sqrt{3}}{2}`, `½π`, `1/(2π)`; `pi` and `sqrt(2)` are
 * read too.
 *
 * @returns `null` for anything else, a sum, a root of what is below 0, and what can be read in two ways: `1/2π`, `√2π`.
 */
export function readExact(text: string, digits: ReadDigits): Exact | null {
  if (text.length > MAX_LENGTH) return null;
  const reader = new Reader(plainExpression(text), digits);
  const value = reader.quotient(0);
  return reader.isAtEnd ? value : null;
}

// deno-fmt-ignore
const VULGAR: Readonly<Record<string, string>> = {
  "¼": "1/4", "½": "1/2", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
  "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
};

/** Between figures, where a blank may part thousands. */
const BLANK = "\ue000";

/** One way of writing for each meaning, without blanks. */
function plainExpression(text: string): string {
  let plain = asciiDigits(withoutIgnored(text)).replaceAll(BLANK, "").replace(
    /^\s*\$(.*)\$\s*$/s,
    "$1",
  )
    .replaceAll(/\\(?:left|right|[,;:! ])/g, "")
    .replaceAll(/\\(?:cdot|times)(?![a-z])/g, "×")
    .replaceAll(/\\pi(?![a-z])/g, "π")
    .replaceAll(/\\[dt]?frac\s*(\d)\s*(\d)/g, "(($1)/($2))")
    .replaceAll(/(?<![a-z\\])(?:pi|Pi|PI)(?![a-z])/g, "π")
    .replaceAll(/\\?sqrt/gi, "√");
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    plain = plain.replaceAll(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "(($1)/($2))")
      .replaceAll(/√\s*\{([^{}]*)\}/g, "√($1)")
      .replaceAll(/\^\s*\{(\d)\}/g, "^$1");
  }
  return plain
    .replaceAll(/[¼-¾⅓-⅞]/g, (sign, at: number, whole: string) =>
      // Behind a figure it would be a mixed number.
      /\d\s*$/.test(whole.slice(0, at)) ? sign : `(${VULGAR[sign] ?? sign})`)
    .replaceAll(/[\u2010-\u2013\u2212]/g, "-")
    .replaceAll(/[*·⋅∙xX]/g, "×")
    .replaceAll(/[\u2044\u2215÷]/g, "/")
    .replaceAll("²", "^2").replaceAll("³", "^3")
    .replaceAll(/(?<=[\d.,])\s+(?=[\d.,])/g, BLANK)
    .replaceAll(/\s+/g, "");
}

type Kind = "number" | "root" | "bare_root" | "pi" | "bracket";
interface Factor {
  kind: Kind;
  value: Exact;
}

/** Goes through an expression from the left; every step gives `null` where it makes no sense. */
class Reader {
  readonly #text: string;
  readonly #digits: ReadDigits;
  #at = 0;

  constructor(text: string, digits: ReadDigits) {
    this.#text = text;
    this.#digits = digits;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** A sign, a product, and what it is divided by: one factor, so that nothing has to be guessed; then factors behind signs. */
  quotient(depth: number): Exact | null {
    if (depth > MAX_DEPTH) return null;
    const [sign = ""] = this.#take(/[+-]/y) ?? [];
    let value = this.#product(depth);
    if (value !== null && this.#take(/\//y)) {
      const under = this.#factor(depth);
      value = under && times(value, inverted(under.value));
      // With a sign between them it is clear what is divided: 3/4*pi.
      while (value !== null && this.#take(/×/y)) {
        const factor = this.#factor(depth);
        value = factor && times(value, factor.value);
      }
    }
    if (value === null || sign !== "-") return value;
    return { ...value, size: { n: -value.size.n, d: value.size.d } };
  }

  #product(depth: number): Exact | null {
    let before = this.#factor(depth);
    let value = before?.value ?? null;
    while (value !== null && before !== null && !this.isAtEnd && !/[/)]/.test(this.#next)) {
      const sign = this.#take(/×/y) !== null;
      const factor = this.#factor(depth);
      if (factor === null || (!sign && !mayStandBeside(before.kind, factor.kind))) return null;
      value = times(value, factor.value);
      before = factor;
    }
    return value;
  }

  #factor(depth: number): Factor | null {
    if (this.#take(/π/y)) {
      const [, power = "1"] = this.#take(/\^(\d)/y) ?? [];
      return { kind: "pi", value: { size: fraction(1n), root: 1n, power: Number(power) } };
    }
    if (this.#take(/√/y)) return this.#root(depth);
    if (this.#next === "(") {
      const value = this.#bracket(depth);
      return value && { kind: "bracket", value };
    }
    const value = this.#number();
    return value && { kind: "number", value };
  }

  #root(depth: number): Factor | null {
    const bare = this.#next !== "(";
    const under = bare ? this.#number() : this.#bracket(depth);
    if (under === null || under.root !== 1n || under.power !== 0) return null;
    const value = rootOf(under.size);
    return value && { kind: bare ? "bare_root" : "root", value };
  }

  #bracket(depth: number): Exact | null {
    this.#at += 1;
    const value = this.quotient(depth + 1);
    return this.#take(/\)/y) ? value : null;
  }

  #number(): Exact | null {
    const [digits] = this.#take(/[\d.,\ue000'’\u066b\u066c]+/y) ?? [];
    const size = digits === undefined ? null : this.#digits(digits.replaceAll(BLANK, " "));
    return size && { size, root: 1n, power: 0 };
  }

  get #next(): string {
    return this.#text.charAt(this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

/** Without a sign between them: a figure behind something is no factor, nor is what a root might reach over. */
function mayStandBeside(before: Kind, after: Kind): boolean {
  if (after === "number") return false;
  if (before === "bare_root") return after === "root" || after === "bare_root";
  return !(before === "number" && after === "bracket");
}

/** `null` below 0, and for a root of what is too large to be simplified. */
function rootOf({ n, d }: Fraction): Exact | null {
  const under = n * d;
  if (under < 0n || under > MAX_ROOT) return null;
  return simplified({ n: 1n, d }, under, 0);
}

/** The squares of `root` taken out of it. */
function simplified(size: Fraction, root: bigint, power: number): Exact {
  if (root === 0n || size.n === 0n) return { size: fraction(0n), root: 1n, power: 0 };
  let out = 1;
  let rest = Number(root);
  for (let factor = 2; factor * factor <= rest; factor++) {
    while (rest % (factor * factor) === 0) {
      rest /= factor * factor;
      out *= factor;
    }
  }
  return { size: product(size, fraction(BigInt(out))), root: BigInt(rest), power };
}

function times(a: Exact | null, b: Exact | null): Exact | null {
  if (a === null || b === null) return null;
  const [root, power] = [a.root * b.root, a.power + b.power];
  if (root > MAX_ROOT || Math.abs(power) > MAX_POWER) return null;
  return simplified(product(a.size, b.size), root, power);
}

function inverted({ size, root, power }: Exact): Exact | null {
  const over = inverse(product(size, fraction(root)));
  return over && { size: over, root, power: -power };
}
