import { GROUP_ONLY, type NumberMarks } from "./number_marks.ts";

/** The digits before and after the decimal mark. */
export interface Digits {
  whole: string;
  fraction: string;
}

/** Digits with marks: the locale's reading, else the only other one possible. */
export function readDigits(text: string, { decimal, group }: NumberMarks): Digits | null {
  // Inside here it stands for every mark that can only group; typed, it is none.
  if (text.includes("_")) return null;
  const marked = text.replaceAll(GROUP_ONLY, "_");
  const own = splitDigits(marked, decimal, [group, "_"]);
  // Somewhere else this mark parts thousands.
  if (own || /^[1-9]\d{0,2}[.,]\d{3}$/.test(marked)) return own;
  for (const mark of new Set([decimal, ".", ",", "\u066b"])) {
    const other = splitDigits(marked, mark, [".", ",", "_"].filter((it) => it !== mark));
    if (other) return other;
  }
  return null;
}

function splitDigits(text: string, decimal: string, groups: readonly string[]): Digits | null {
  const [front = "", back = "", ...more] = text.split(decimal);
  if (more.length > 0 || front + back === "") return null;
  const whole = front === "" ? "0" : ungrouped(front, groups);
  if (whole === null || !/^(\d*|(\d{3}_)+\d{1,3})$/.test(back)) return null;
  return { whole, fraction: back.replaceAll("_", "") };
}

/** By threes (1,234,567), or Indian (12,34,567), with one and the same mark. */
function ungrouped(text: string, groups: readonly string[]): string | null {
  if (/^\d+$/.test(text)) return text;
  const mark = groups.find((group) => text.includes(group));
  if (mark === undefined) return null;
  const marked = text.replaceAll(mark, " ");
  const grouped = /^[1-9]\d{0,2}( \d{3})+$/.test(marked) || /^[1-9]\d?( \d\d)* \d{3}$/.test(marked);
  return grouped ? marked.replaceAll(" ", "") : null;
}

/** Longest text that is still written without a power of ten. */
const MAX_PLAIN = 30;

/** `digits` times ten to the `power`, always in the same way. */
export function canonicalDecimal(digits: string, power: number): string {
  const lead = digits.replace(/^0+/, "");
  const short = lead.replace(/0+$/, "");
  if (short === "") return "0";
  const exponent = power + lead.length - short.length;
  const point = short.length + exponent;
  if (exponent >= 0 && point <= MAX_PLAIN) return short + "0".repeat(exponent);
  if (exponent < 0 && Math.max(short.length, -exponent) <= MAX_PLAIN) {
    const padded = short.padStart(1 - exponent, "0");
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  const rest = short.slice(1);
  return `${short[0]}${rest && `.${rest}`}e${point - 1}`;
}
