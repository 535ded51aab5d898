/** First code points of A, a, the Greek capitals, the Greek small letters and 0 in one style of Unicode's maths letters. */
interface Style {
  upper: number;
  lower: number;
  greekUpper?: number;
  greekLower?: number;
  digit?: number;
}

const BOLD = {
  upper: 0x1d400,
  lower: 0x1d41a,
  greekUpper: 0x1d6a8,
  greekLower: 0x1d6c2,
  digit: 0x1d7ce,
};
const SANS = { upper: 0x1d5a0, lower: 0x1d5ba, digit: 0x1d7e2 };
const SCRIPT = { upper: 0x1d49c, lower: 0x1d4b6 };
const FRAKTUR = { upper: 0x1d504, lower: 0x1d51e };

/** By MathML's `mathvariant`; bold script, fraktur and sans share the plain shapes, which the font holds. */
const STYLES: Readonly<Record<string, Style>> = {
  "bold": BOLD,
  "italic": { upper: 0x1d434, lower: 0x1d44e, greekUpper: 0x1d6e2, greekLower: 0x1d6fc },
  "bold-italic": {
    upper: 0x1d468,
    lower: 0x1d482,
    greekUpper: 0x1d71c,
    greekLower: 0x1d736,
    digit: BOLD.digit,
  },
  "script": SCRIPT,
  "bold-script": SCRIPT,
  "fraktur": FRAKTUR,
  "bold-fraktur": FRAKTUR,
  "double-struck": { upper: 0x1d538, lower: 0x1d552, digit: 0x1d7d8 },
  "sans-serif": SANS,
  "bold-sans-serif": SANS,
  "sans-serif-italic": SANS,
  "sans-serif-bold-italic": SANS,
  "monospace": { upper: 0x1d670, lower: 0x1d68a, digit: 0x1d7f6 },
};

/** Letters that Unicode had before it had the blocks; the blocks have holes in their places. */
const HOLES: Readonly<Record<number, string>> = {
  0x1d455: "ℎ",
  0x1d49d: "ℬ",
  0x1d4a0: "ℰ",
  0x1d4a1: "ℱ",
  0x1d4a3: "ℋ",
  0x1d4a4: "ℐ",
  0x1d4a7: "ℒ",
  0x1d4a8: "ℳ",
  0x1d4ad: "ℛ",
  0x1d4ba: "ℯ",
  0x1d4bc: "ℊ",
  0x1d4c4: "ℴ",
  0x1d506: "ℭ",
  0x1d50b: "ℌ",
  0x1d50c: "ℑ",
  0x1d515: "ℜ",
  0x1d51d: "ℨ",
  0x1d53a: "ℂ",
  0x1d53f: "ℍ",
  0x1d545: "ℕ",
  0x1d547: "ℙ",
  0x1d548: "ℚ",
  0x1d549: "ℝ",
  0x1d551: "ℤ",
};

/**
 * The letters of `text` in a maths style, since MathML Core knows no `mathvariant` but `normal`.
 * What the style does not have stays as it is.
 */
export function styledLetters(text: string, variant: string): string {
  const style = STYLES[variant];
  if (!style) return text;
  return [...text].map((letter) => styledLetter(letter, style)).join("");
}

function styledLetter(letter: string, style: Style): string {
  const code = letter.codePointAt(0)!;
  const at = place(code, style);
  if (at === null) return letter;
  return HOLES[at] ?? String.fromCodePoint(at);
}

function place(code: number, style: Style): number | null {
  const shift = (from: number, to: number, start: number | undefined) =>
    start !== undefined && code >= from && code <= to ? start + code - from : null;
  return shift(0x41, 0x5a, style.upper) ?? shift(0x61, 0x7a, style.lower) ??
    shift(0x391, 0x3a9, style.greekUpper) ?? shift(0x3b1, 0x3c9, style.greekLower) ??
    shift(0x30, 0x39, style.digit);
}
