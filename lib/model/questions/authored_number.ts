import { looksExact, readExact } from "../grading/exact_number.ts";
import { exactText } from "../text/exact_text.ts";
import { type Fraction, fraction } from "../grading/fraction.ts";
import { plainSigns } from "../grading/number_marks.ts";
import { splitPower } from "../grading/power_of_ten.ts";

const FRACTION = /^([+-]?)\s*(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/;
const DECIMAL = /^([+-]?)\s*(\d*)(?:\.(\d*))?(?:e([+-]?)(\d+))?$/i;

/**
 * A number of a key as authors type it, in the one way it is kept: `.5` as `0.5`, `+5` and `5.` as `5`, `1e+5` as `1e5`, `½`
 * and `1 1/2` as fractions, `2×10^3` and `2·10³` as `2e3`, `pi/2` and `\frac{\pi}{2}` as `π/2`, any sign for minus, without blanks around. A comma is left
 * for the author to change: it parts thousands in one country and decimals in the next.
 *
 * @returns What was typed where it is none of these.
 */
export function authoredNumber(text: string): string {
  const plain = plainSigns(text);
  const fraction = FRACTION.exec(plain);
  if (fraction !== null) {
    const [, sign, whole = "0", top = "", bottom = ""] = fraction;
    const over = BigInt(whole) * BigInt(bottom) + BigInt(top);
    return `${minus(sign)}${over}/${bottom}`;
  }
  return authoredDecimal(plain) ?? authoredPower(plain) ?? authoredExact(text) ?? text;
}

function authoredDecimal(plain: string): string | null {
  const decimal = DECIMAL.exec(plain);
  const [, sign, front = "", back = "", powerSign, power] = decimal ?? [];
  if (decimal === null || front + back === "") return null;
  const size = `${front || "0"}${back === "" ? "" : `.${back}`}`;
  return `${minus(sign)}${size}${power === undefined ? "" : `e${minus(powerSign)}${power}`}`;
}

function authoredPower(plain: string): string | null {
  const [, sign = "", written = ""] = /^([+-]?)\s*(.*)$/s.exec(plain) ?? [];
  const { size, power } = splitPower(written);
  return size === written ? null : authoredDecimal(`${sign}${size}e${power}`);
}

function authoredExact(text: string): string | null {
  const exact = looksExact(text) ? readExact(text, pointDigits) : null;
  return exact && exactText(exact);
}

function pointDigits(text: string): Fraction | null {
  const [, front, back = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return front === undefined ? null : fraction(BigInt(front + back), 10n ** BigInt(back.length));
}

function minus(sign: string | undefined): string {
  return sign === "-" ? "-" : "";
}
