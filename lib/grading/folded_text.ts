import { asciiDigits } from "../model/grading/number_marks.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { plainPowers, raised } from "./raised.ts";

export interface FoldRules {
  caseSensitive: boolean;
  accents: "strict" | "fold";
  /** BCP 47; Turkish and Azerbaijani tell two letters i apart. */
  locale: string;
}

/**
 * The text without what does not matter: compatible forms, blanks, figures of every script, quotes and dashes as their plain
 * signs, what is drawn as nothing, letters that differ by habit alone; case and accents by rule. Raised figures stay apart
 * from others.
 */
export function foldedText(text: string, { caseSensitive, accents, locale }: FoldRules): string {
  const plain = plainText(text);
  const bare = accents === "fold" ? withoutAccents(withoutVowelMarks(plain)) : plain;
  return caseSensitive ? bare : upperCase(bare, locale).normalize("NFC");
}

/** What a student typed: `**` is a power there, while in a pattern each star stands for anything. */
export function foldedTyped(text: string, rules: FoldRules): string {
  return foldedText(text.replaceAll(/\s*\*\*\s*/g, "^"), rules);
}

function plainText(text: string): string {
  // Some of these would come apart into blanks and accents.
  const signs = text.replaceAll(/[\u0060\u00b4\u2018-\u201b\u02bc\u2032\u2039\u203a]/g, "'")
    .replaceAll(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"');
  const compatible = withoutIgnored(raised(signs).normalize("NFKC"));
  const plain = asciiDigits(compatible).replaceAll(/[\u2010-\u2014\u2212]/g, "-")
    .replaceAll(/[\u0640ςيك]/g, (letter) => SAME[letter] ?? letter)
    .replaceAll(/\s+/g, " ").trim();
  return plainPowers(plain);
}

/** Tatweel only stretches a word; the others are one letter in two shapes, or on two keyboards. */
const SAME: Readonly<Record<string, string>> = { "\u0640": "", "ς": "σ", "ي": "ی", "ك": "ک" };

/** Upper case joins more than lower case does: ß and SS, both sigmas. */
function upperCase(text: string, locale: string): string {
  const upper = /^(tr|az)\b/i.test(locale) ? text.toLocaleUpperCase("tr") : text.toUpperCase();
  return upper.replaceAll("ẞ", "SS");
}

// deno-fmt-ignore
const LETTERS: Readonly<Record<string, string>> = {
  "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "æ": "ae",
  "Æ": "AE", "œ": "oe", "Œ": "OE",
};

/** An accent on a Latin or Greek letter, a stress on a Cyrillic one, and the dots that Russian leaves away on е. */
const ACCENTS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}][\u0300-\u036f]*)[\u0300-\u036f]|(?<=\p{Script=Cyrillic}[\u0300-\u036f]*)[\u0300\u0301]|(?<=[еЕ])\u0308/gu;

/** Without marks above and below letters, but for those that make another letter, as in й, ї and ў; Indic vowels are none. */
function withoutAccents(text: string): string {
  return text.normalize("NFD").replaceAll(ACCENTS, "").normalize("NFC")
    .replaceAll(/[øØłŁđĐħĦæÆœŒ]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Hebrew points and accents, Arabic vowel signs and marks of recitation. */
const VOWEL_MARKS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g;

/** Whether the text has niqqud or harakat, which most writing leaves away. */
export function hasVowelMarks(text: string): boolean {
  return text.normalize("NFKD").search(VOWEL_MARKS) >= 0;
}

/** The text without niqqud and harakat. Hamza and madda on their letters stay what they are. */
export function withoutVowelMarks(text: string): string {
  return text.normalize("NFC").replaceAll(VOWEL_MARKS, "");
}

/** Between a figure and a letter, and beside any sign but the star of a pattern. */
const LOOSE_BLANKS =
  / (?=[^\p{L}\p{M}\p{N}*\\])|(?<=[^\p{L}\p{M}\p{N}*]) |(?<=\p{N}) (?=\p{L})|(?<=[\p{L}\p{M}]) (?=\p{N})/gu;

/** Folded text without the blanks that people set or leave as they like: `5 m²` as `5m²`, `x = 2` as `x=2`; `a b` stays apart. */
export function withoutLooseBlanks(text: string): string {
  return text.replaceAll(LOOSE_BLANKS, "");
}
