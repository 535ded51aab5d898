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

/** Powers as people write them, in one way: `10 ^ 3`, `10^(3)` and `10^{3}` as `10^3`; a sign alone needs no `^`. */
export function plainPowers(text: string): string {
  return text.replaceAll(/\s*\^\s*/g, "^")
    .replaceAll(
      /\^([({])\s*([+-]?[\p{L}\p{N}.]+|[+-])\s*([)}])/gu,
      (all, open, inner, close) => (open === "(") === (close === ")") ? `^${inner}` : all,
    )
    .replaceAll(/\^([+-])(?![\p{L}\p{N}])/gu, "$1");
}
