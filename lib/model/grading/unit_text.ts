import { withoutIgnored } from "../text/text_signs.ts";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const PLAIN = "0123456789+-";

/** One unit and its power, as in `s^-2` or `m2`; a currency sign and a per cent sign are units too. */
const FACTOR = /^([\p{L}°'"]+|[\p{Sc}%‰])(?:\^?([+-]?\d{1,2}))?$/u;

/**
 * A unit in one way of writing: `m/s²`, `m/s2`, `m s^-2` and `m·s⁻²` are the same, as are `µm`, `μm` and `um`, `ºC` and `°C`.
 * Capitals matter.
 */
export function unitForm(label: string): string {
  const plain = withoutIgnored(label)
    .replaceAll(
      /[⁰¹²³⁴-⁹⁺⁻]+/g,
      (run) => `^${[...run].map((it) => PLAIN[RAISED.indexOf(it)]).join("")}`,
    )
    .replaceAll(/[º˚]/g, "°")
    .normalize("NFKC")
    .replaceAll(/[\u00b5\u03bc]/g, "u")
    .replaceAll(/[\u2010-\u2014\u2212]/g, "-")
    .replaceAll(/\^[({]([+-]?\d+)[)}]/g, "^$1")
    .replaceAll("**", "^")
    .trim();
  const powers = powersOf(plain);
  if (powers === null) return plain.replaceAll(/\s+/g, " ");
  const named = [...powers].filter(([, power]) => power !== 0).sort(([a], [b]) => a < b ? -1 : 1);
  return named.map(([name, power]) => power === 1 ? name : `${name}^${power}`).join(" ");
}

/** The power of each unit in a product; `null` for what is none, such as words with a bracket. */
function powersOf(text: string): Map<string, number> | null {
  const powers = new Map<string, number>();
  const [first = "", ...under] = text.split("/");
  const parts = [[first, 1] as const, ...under.map((it) => [it, -1] as const)];
  for (const [part, sign] of parts) {
    const factors = part.trim().split(/\s*[·⋅∙*×]\s*|\s+/);
    for (const [i, factor] of factors.entries()) {
      const found = FACTOR.exec(factor);
      if (found === null) {
        return part.trim() === "1" && sign === 1 && under.length > 0 ? powers : null;
      }
      const [, name = "", power = "1"] = found;
      // Only what follows the stroke at once is under it.
      const turned = i === 0 ? sign : 1;
      powers.set(name, (powers.get(name) ?? 0) + turned * Number(power));
    }
  }
  return powers;
}
