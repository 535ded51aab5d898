import { withoutIgnored } from "../text/text_signs.ts";

/** How a locale writes numbers. Marks that can only group (spaces, apostrophes) are all `_`. */
export interface NumberMarks {
  decimal: string;
  group: string;
}

/** What can only part groups of digits: any space, an apostrophe, the Arabic thousands mark. */
export const GROUP_ONLY = /[\s'\u2019\u066c]/g;

const known = new Map<string, NumberMarks>();

/** The marks of a locale; those of English where the tag is none. */
export function numberMarks(locale: string): NumberMarks {
  let marks = known.get(locale);
  if (!marks) {
    marks = findMarks(locale);
    if (known.size < 500) known.set(locale, marks);
  }
  return marks;
}

function findMarks(locale: string): NumberMarks {
  const parts = numberFormat(locale).formatToParts(1_234_567.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return {
    decimal: find("decimal") ?? ".",
    group: (find("group") ?? "_").replaceAll(GROUP_ONLY, "_"),
  };
}

function numberFormat(locale: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, { useGrouping: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.NumberFormat("en");
  }
}

/** First digit of each script that people count in. */
// deno-fmt-ignore
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
];

/** The text with digits of every script as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

// deno-fmt-ignore
const VULGAR: Readonly<Record<string, string>> = {
  "¼": "1/4", "½": "1/2", "¾": "3/4", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10", "⅓": "1/3", "⅔": "2/3",
  "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8",
  "⅝": "5/8", "⅞": "7/8",
};

/** One sign for each meaning: digits, minus, slash, per cent, multiplication and ready-made fractions. */
export function plainSigns(text: string): string {
  return asciiDigits(withoutIgnored(text))
    .replaceAll(/[\u2010-\u2013\u2212\ufe63\uff0d]/g, "-")
    .replaceAll("\uff0b", "+")
    .replaceAll("\uff0e", ".").replaceAll("\uff0c", ",")
    .replaceAll(/[¼-¾⅐-⅞]/g, (sign) => ` ${VULGAR[sign] ?? sign}`)
    .replaceAll(/[\u2044\u2215\uff0f]/g, "/")
    .replaceAll(/[\u066a\uff05]/g, "%")
    .replaceAll(/[xX×*·⋅\u2219]/g, "×")
    .trim();
}
