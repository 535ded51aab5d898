import type { Exact } from "../grading/exact_number.ts";
import { fraction } from "../grading/fraction.ts";

/** Longest canonical text, in UTF-16 code units. */
const MAX_LENGTH = 40;

/**
 * The one way in which a number with a root or π is kept and shown: `-3π√2/4`, `1/(2π)`; a rational one as `7/20`.
 *
 * @returns `null` for one that is too long.
 */
export function exactText({ size: { n, d }, root, power }: Exact): string | null {
  const pi = (times: number) => times <= 0 ? "" : times === 1 ? "π" : `π^${times}`;
  const signs = `${pi(power)}${root === 1n ? "" : `√${root}`}`;
  const count = n < 0n ? -n : n;
  const over = signs !== "" && count === 1n ? signs : `${count}${signs}`;
  const below = pi(-power);
  const under = below === "" ? d === 1n ? "" : `/${d}` : d === 1n ? `/${below}` : `/(${d}${below})`;
  const text = `${n < 0n ? "-" : ""}${over}${under}`;
  return text.length > MAX_LENGTH ? null : text;
}

/** What {@linkcode exactText} writes of a number that is not rational. */
const EXACT_TEXT =
  /^(-?)(\d*)(?:(π)(?:\^([23]))?)?(?:√(\d+))?(?:\/(\d+)|\/(π)(?:\^([23]))?|\/\((\d+)(π)(?:\^([23]))?\))?$/;

/** The parts of such a text; `null` for any other. */
export function exactParts(text: string): Exact | null {
  if (!/[π√]/.test(text)) return null;
  const found = EXACT_TEXT.exec(text);
  if (found === null) return null;
  const [, sign, count, over, overPower, root, under, below, belowPower, beside, pi, piPower] =
    found;
  const n = BigInt(count || 1) * (sign === "-" ? -1n : 1n);
  const d = BigInt(under ?? beside ?? 1);
  if (d === 0n || root === "0" || root === "") return null;
  const power = (over ? Number(overPower ?? 1) : 0) -
    (below || pi ? Number(belowPower ?? piPower ?? 1) : 0);
  return { size: fraction(n, d), root: BigInt(root ?? 1), power };
}
