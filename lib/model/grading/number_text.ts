import { looksExact, readExact } from "./exact_number.ts";
import { exactText } from "../text/exact_text.ts";
import { fraction } from "./fraction.ts";
import { canonicalDecimal, readDigits } from "./number_digits.ts";
import { splitPower } from "./power_of_ten.ts";
import { type NumberMarks, numberMarks, plainSigns } from "./number_marks.ts";
import { withoutIgnored } from "../text/text_signs.ts";
import { unitForm } from "./unit_text.ts";

/** Largest power of ten that is read, either way. */
export const MAX_EXPONENT = 400;

export interface NumberRules {
  /** BCP 47; its own reading of marks wins. */
  locale: string;
  /** Whether `50%` is read, as 0.5. */
  percent: boolean;
  /** Whether a product with π, roots and `\frac` is read, as in `√3/2`; not unless given. */
  expressions?: boolean;
}

/**
 * Reads a number as a person types it. Returns its canonical text, which is what a key is written in too: `-16.5`,
 * `1.5e40`, `7/20`; a mixed number is one fraction; where expressions are read also `3π/4`, `-√3/2`.
 *
 * @returns `null` when it is no number, or when two readings are possible: `1.234` where the locale uses the point
 * neither way, `1 234/500`, a power of ten beyond `MAX_EXPONENT`.
 */
export function readNumber(text: string, rules: NumberRules): string | null {
  const plain = readPlain(text, rules);
  if (plain !== null || !rules.expressions || !looksExact(text)) return plain;
  const marks = numberMarks(rules.locale);
  const exact = readExact(text, (typed) => {
    const digits = readDigits(typed, marks);
    return digits &&
      fraction(BigInt(digits.whole + digits.fraction), 10n ** BigInt(digits.fraction.length));
  });
  return exact && exactText(exact);
}

function readPlain(text: string, { locale, percent }: NumberRules): string | null {
  const plain = plainSigns(text);
  const perCent = plain.endsWith("%");
  if (perCent && !percent) return null;
  const [, sign = "", size = ""] = /^([+-]?)\s*(.*?)\s*%?$/s.exec(plain) ?? [];
  const shift = perCent ? 2 : 0;
  const marks = numberMarks(locale);
  const value = size.includes("/")
    ? readFraction(size, shift, marks)
    : readDecimal(size, shift, marks);
  if (value === null) return null;
  return sign === "-" && !/^0(\/|$)/.test(value) ? `-${value}` : value;
}

/** Canonical text as the locale writes it, without group marks: nothing to mistake. */
export function displayNumber(canonical: string, locale: string): string {
  return canonical.replace(".", numberMarks(locale).decimal).replace("e", " × 10^");
}

/** Where a unit is looked for behind a number, in UTF-16 code units. */
const MAX_NUMBER_LENGTH = 60;

export interface Unit {
  id: string;
  label: string;
}
export interface Quantity {
  /** Canonical text of the number. */
  value: string;
  /** The unit chosen or typed after the number; `null` for neither. */
  unitId: string | null;
}

/**
 * What was typed and the unit that was chosen. A unit may be typed behind the number in any way of writing it, a currency
 * sign before it, a full stop at the end. `null` when unreadable, or when another unit was typed than chosen.
 */
export function readQuantity(
  { text, unitId }: { text: string; unitId: string | null },
  units: readonly Unit[],
  rules: NumberRules,
): Quantity | null {
  const percent = rules.percent && !units.some((unit) => unit.label === "%");
  const read = (typed: string) => readNumber(typed, { ...rules, percent });
  for (const typed of waysOfReading(withoutIgnored(text).trim(), units)) {
    const value = read(typed);
    if (value !== null) return { value, unitId };
    const found = unitBehind(typed, units, read);
    if (found !== null) return unitId === null || unitId === found.unitId ? found : null;
  }
  return null;
}

/** As typed; without the full stop of a sentence; with a currency sign behind, where units are read, or without it where none is asked for. */
function waysOfReading(text: string, units: readonly Unit[]): string[] {
  const ended = text.replace(/\.$/, "");
  const [, sign = "", currency = "", amount = ""] = /^([+-]?)(\p{Sc})\s*(.+)$/su.exec(ended) ?? [];
  const asked = units.some(({ label }) => /\p{Sc}/u.test(label));
  const money = currency === ""
    ? []
    : asked
    ? [`${sign}${amount} ${currency}`]
    : [`${sign}${amount}`];
  return [...new Set([text, ended, ...money])];
}

/** The longest unit that the text ends with, with a number before it. */
function unitBehind(
  typed: string,
  units: readonly Unit[],
  read: (typed: string) => string | null,
): Quantity | null {
  const forms = new Map(units.toReversed().map(({ id, label }) => [unitForm(label), id]));
  for (const { id, label } of units.toSorted((a, b) => b.label.length - a.label.length)) {
    const value = typed.endsWith(label) ? read(typed.slice(0, -label.length)) : null;
    if (value !== null) return { value, unitId: id };
  }
  for (let at = 1; at < typed.length && at < MAX_NUMBER_LENGTH; at++) {
    const unitId = /[\d\s.,]/.test(typed[at]!) ? undefined : forms.get(unitForm(typed.slice(at)));
    const value = unitId === undefined ? null : read(typed.slice(0, at));
    if (unitId !== undefined && value !== null) return { value, unitId };
  }
  return null;
}

/** A line under the field while typing; `null` while it is empty. Per cent is read here whether or not the key takes it. */
export function readAsText(
  response: { text: string; unitId: string | null },
  units: readonly Unit[],
  { locale, expressions }: Pick<NumberRules, "locale" | "expressions">,
): string | null {
  if (response.text.trim() === "") return null;
  const rules = { locale, percent: true, ...(expressions && { expressions }) };
  const quantity = readQuantity(response, units, rules);
  if (quantity) return `Read as ${displayQuantity(quantity, units, locale)}`;
  const such = `Write a number such as ${displayNumber("16.5", locale)}`;
  return expressions ? `${such} or √3/2` : such;
}

/** The number with its unit, as the locale writes it. */
export function displayQuantity(
  { value, unitId }: Quantity,
  units: readonly Unit[],
  locale: string,
): string {
  const unit = units.find(({ id }) => id === unitId);
  return displayNumber(value, locale) + (unit ? ` ${unit.label}` : "");
}

function readFraction(text: string, shift: number, marks: NumberMarks): string | null {
  const [top = "", bottom = "", ...more] = text.split("/");
  const under = readWhole(bottom, marks);
  if (more.length > 0 || under === null || under === 0n) return null;
  const over = readWhole(top, marks);
  const mixed = readMixed(top, under, marks);
  if ((over === null) === (mixed === null)) return null;
  return `${over ?? mixed}/${under}${"0".repeat(shift)}`;
}

/** The numerator of `1 1/2` over 2; `null` unless a whole number stands before a proper fraction. */
function readMixed(top: string, under: bigint, marks: NumberMarks): bigint | null {
  const [, front = "", back = ""] = /^(.*\S)\s+(\d+)\s*$/s.exec(top) ?? [];
  const whole = readWhole(front, marks);
  if (whole === null || BigInt(back) >= under) return null;
  return whole * under + BigInt(back);
}

function readWhole(text: string, marks: NumberMarks): bigint | null {
  const digits = readDigits(text.trim(), marks);
  return digits && digits.fraction === "" ? BigInt(digits.whole) : null;
}

function readDecimal(text: string, shift: number, marks: NumberMarks): string | null {
  const { size, power } = splitPower(text);
  const digits = readDigits(size, marks);
  if (!digits || Math.abs(power) > MAX_EXPONENT) return null;
  return canonicalDecimal(digits.whole + digits.fraction, power - shift - digits.fraction.length);
}
