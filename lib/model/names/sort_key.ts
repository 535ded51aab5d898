import { asciiDigits } from "../grading/number_marks.ts";
import { withoutIgnored } from "../text/text_signs.ts";
import { LETTERS, MARKS, SIGNS, SPELLED } from "./letters.ts";

/** Longest parts of a key, in UTF-16 code units: names that are the same for so long stand in the order of their ids. */
const MOST_LETTERS = 60;
const MOST_MARKS = 20;
const MOST_DIGITS = 30;

/** Ends the letters; lower than every weight. */
const END = " ";
const FIRST = 0x21;
/** Weights of what no table has: above all of the tables, and below surrogates. */
const OTHERS = 0x3000;

const signs = ranks(SIGNS);
const SIGN_END = FIRST + Math.max(...signs.values()) + 1;
/** Before a sign of no table. */
const OTHER_SIGN = String.fromCharCode(SIGN_END);
const NUMBERS = SIGN_END + 1;
const LETTERS_FROM = NUMBERS + MOST_DIGITS + 1;
const weights = new Map<string, string>([
  ...[...signs].map(([it, rank]) => [it, String.fromCharCode(FIRST + rank)] as const),
  ...[...ranks(LETTERS)].map(([it, rank]) =>
    [it, String.fromCharCode(LETTERS_FROM + rank)] as const
  ),
]);

/** A letter without a mark; marks stand above it. */
const NO_MARK = String.fromCharCode(FIRST);
const marks = new Map(
  [...ranks(MARKS)].map(([it, rank]) => [it, String.fromCharCode(FIRST + 1 + rank)] as const),
);
/** What a sign counts as, and after how many such it comes where there is no other difference. */
const nearSigns = near(SIGNS);

/**
 * What names are sorted by: strings whose order, by code units and by UTF-8 bytes alike, is that of `Intl.Collator` with
 * numbers by their size, for the alphabets of `letters.ts`. Capitals count as small letters; other scripts come after
 * these, by code point. Stored as keys of indexes: see `letters.ts` before changing anything.
 */
export function sortKey(name: string): string {
  const key = { letters: "", marks: "" };
  const plain = withoutIgnored(name).normalize("NFKC").toLowerCase().normalize("NFC");
  const parts = asciiDigits(plain).trim().replaceAll(/\s+/g, " ").match(/\d+|\D/gu) ?? [];
  for (const part of parts) {
    if (key.letters.length >= MOST_LETTERS) break;
    addPart(key, part);
  }
  const above = key.marks.replace(/!+$/, "").slice(0, MOST_MARKS);
  return above === "" ? key.letters : key.letters + END + above;
}

interface Key {
  letters: string;
  marks: string;
}

function addPart(key: Key, part: string): void {
  const known = weights.get(part);
  const spelled = SPELLED[part];
  const apart = part.normalize("NFD");
  if (known !== undefined) addLetter(key, known, nearSigns.get(part));
  else if (/^\d/.test(part)) addLetter(key, numberWeight(part));
  else if (spelled !== undefined) {
    for (const it of spelled) {
      const mark = marks.get(it);
      if (mark === undefined) addPart(key, it);
      else key.marks += mark;
    }
  } else if (apart !== part) { for (const it of apart) addPart(key, it); }
  else if (/\p{M}/u.test(part)) key.marks += marks.get(part) ?? "";
  else addLetter(key, otherWeight(part));
}

function addLetter(key: Key, weight: string, place = 0): void {
  key.letters += weight;
  key.marks += place === 0 ? NO_MARK : String.fromCharCode(FIRST + place);
}

/** How many digits, then the digits. */
function numberWeight(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, "").slice(0, MOST_DIGITS);
  return String.fromCharCode(NUMBERS + plain.length) + plain;
}

function otherWeight(it: string): string {
  const point = it.codePointAt(0)!;
  const two = String.fromCharCode(OTHERS + (point >> 10), OTHERS + (point & 1023));
  return /[\p{L}\p{N}]/u.test(it) ? two : OTHER_SIGN + two;
}

/** The place of each sign, from 0; one after `=` or `≈` has that of the one before it. */
function ranks(table: string): Map<string, number> {
  const found = new Map<string, number>();
  let rank = -1;
  let isSame = false;
  for (const it of table) {
    if (it === "=" || it === "≈") isSame = true;
    else {
      if (!isSame) rank++;
      found.set(it, rank);
      isSame = false;
    }
  }
  return found;
}

/** How many signs after one another by `≈` stand before each. */
function near(table: string): Map<string, number> {
  const found = new Map<string, number>();
  let place = 0;
  let isNear = false;
  for (const it of table) {
    if (it === "≈") isNear = true;
    else if (it !== "=") {
      place = isNear ? place + 1 : 0;
      if (place > 0) found.set(it, place);
      isNear = false;
    }
  }
  return found;
}
