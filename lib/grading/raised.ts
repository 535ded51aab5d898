const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const PLAIN = "0123456789+-";
const RUN = /[⁰¹²³⁴-⁹⁺⁻]+/g;

/**
 * The text with raised figures after a `^`, so that 10³ is 10^3 and never 103. Raised signs alone stay signs: Na⁺ is what
 * is typed as Na+. Lowered figures are plain ones: CO₂ is typed as CO2.
 */
export function raised(text: string): string {
  return text.replaceAll(RUN, (run) => {
    const plain = [...run].map((sign) => PLAIN[RAISED.indexOf(sign)]).join("");
    return /\d/.test(plain) ? `^${plain}` : plain;
  });
}

/**
 * Powers as people write them, in one way: `10 ^ 3`, `10^(3)` and `10^{3}` as `10^3`, `Ca^{2+}` as `Ca^2+`; a sign alone needs
 * no `^`. More than a figure or a letter with its sign keeps brackets, which are round: `x^{n+1}` as `x^(n+1)`.
 */
export function plainPowers(text: string): string {
  return text.replaceAll(/\s*\^\s*/g, "^")
    .replaceAll(BRACKETS, (all, round, curly) => {
      const inner = String(round ?? curly).trim();
      if (ONE.test(inner)) return `^${inner}`;
      return round === undefined ? `^(${inner})` : all;
    })
    .replaceAll(/\^([+-])(?![\p{L}\p{N}])/gu, "$1");
}

/** What stands in brackets after a `^`, without brackets in it. */
const BRACKETS = /\^(?:\(([^(){}^]+)\)|\{([^(){}^]+)\})/gu;
/** A figure, a letter or a word, with a sign before or after it, or a sign. */
const ONE = /^(?:[+-]?[\p{L}\p{N}.]+|[\p{L}\p{N}.]+[+-]|[+-])$/u;
