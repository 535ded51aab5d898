/** Prints `lib/model/names/letters.ts`: the order of letters as this Deno's `Intl.Collator` has it. @module */

const BASE = new Intl.Collator("en", { sensitivity: "base" });
const ACCENT = new Intl.Collator("en", { sensitivity: "accent" });

/** First and last code point of each alphabet. */
const ALPHABETS: readonly (readonly [name: string, first: number, last: number])[] = [
  ["Latin", 0x61, 0x24f],
  ["Latin", 0x1e00, 0x1eff],
  ["Greek", 0x370, 0x3ff],
  ["Cyrillic", 0x400, 0x52f],
  ["Georgian", 0x10d0, 0x10ff],
  ["Armenian", 0x531, 0x58f],
  ["Hebrew", 0x590, 0x5ff],
  ["Arabic", 0x600, 0x6ff],
  ["Devanagari", 0x900, 0x97f],
  ["Bengali", 0x980, 0x9ff],
  ["Gurmukhi", 0xa00, 0xa7f],
  ["Gujarati", 0xa80, 0xaff],
  ["Odia", 0xb00, 0xb7f],
  ["Tamil", 0xb80, 0xbff],
  ["Telugu", 0xc00, 0xc7f],
  ["Kannada", 0xc80, 0xcff],
  ["Malayalam", 0xd00, 0xd7f],
];
const MORE_MARKS = [0x300, 0x36f] as const;
const SIGNS = [[0x20, 0xbf], [0x2b9, 0x2bf], [0x2010, 0x205e], [0x20a0, 0x20bf]] as const;

const AZ = [..."abcdefghijklmnopqrstuvwxyz"];
const WRITTEN_OUT = [...AZ, ...AZ.flatMap((a) => AZ.map((b) => a + b))];

function charsOf(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
    .filter((it) => it.normalize("NFKC") === it);
}

const isBare = (it: string) => BASE.compare(it, "") === 0;

/** Whether marks after a base letter are all that makes this one. */
function comesApart(letter: string): boolean {
  const apart = [...letter.normalize("NFD")].filter((it) => !isBare(it));
  return letter.normalize("NFD") !== letter && apart.length === 1 &&
    BASE.compare(apart[0]!, letter) === 0;
}

const spelled = new Map<string, string>();
const marks = [...ALPHABETS, ["", ...MORE_MARKS] as const].flatMap(([, first, last]) =>
  charsOf(first, last).filter((it) =>
    /\p{M}/u.test(it) && isBare(it) && ACCENT.compare(it, "") !== 0
  )
);

function lettersOf(first: number, last: number): string[] {
  return charsOf(first, last).filter((it) => {
    if (!/[\p{L}\p{M}]/u.test(it) || it.toLowerCase() !== it || isBare(it)) return false;
    if (comesApart(it)) return false;
    const out = WRITTEN_OUT.find((plain) => plain !== it && BASE.compare(plain, it) === 0);
    if (out !== undefined) spelled.set(it, out);
    return out === undefined;
  });
}

/** In order, with `=` and `≈` where the file says what they mean. */
function ordered(chars: readonly string[], compare: (a: string, b: string) => number): string[] {
  const sorted = chars.toSorted((a, b) =>
    compare(a, b) || ACCENT.compare(a, b) || (a < b ? -1 : 1)
  );
  return sorted.flatMap((it, i) => {
    const before = sorted[i - 1];
    if (before === undefined || compare(before, it) !== 0) return [it];
    return [isMark(it) || ACCENT.compare(before, it) === 0 ? "=" : "≈", it];
  });
}

/** A letter with a mark; or, where no mark makes it, with itself as one. */
function markOf(letter: string, out: string): string {
  const made = (mark: string) => out[0] + mark + out.slice(1);
  const mark = marks.find((it) => ACCENT.compare(letter, made(it)) === 0) ?? letter;
  return made(mark);
}

const isMark = (it: string) => marks.includes(it) || spelled.has(it);

/** Marks by what they do to a letter; a letter that is its own mark stands among them. */
function compareMarks(a: string, b: string): number {
  const made = (it: string) => spelled.get(it);
  if (made(a) === undefined && made(b) === undefined) return ACCENT.compare(a, b);
  if (made(b) === undefined) return -compareMarks(b, a);
  const [out, letter] = [made(b)!, b];
  const one = made(a) === undefined ? out[0] + a + out.slice(1) : null;
  return one === null ? compareOwn(a, b) : ACCENT.compare(one, letter);
}

/** Of two letters that are their own marks: by the first mark that parts them. */
function compareOwn(a: string, b: string): number {
  const above = (it: string) => marks.filter((mark) => compareMarks(mark, it) < 0).length;
  return above(a) - above(b);
}

function written(chars: readonly string[]): string {
  const safe = chars.map((it) =>
    /[\p{M}\s\u2010-\u205e]/u.test(it) && it !== " "
      ? `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`
      : it === '"' || it === "\\"
      ? `\\${it}`
      : it
  );
  const lines: string[] = [];
  for (let at = 0; at < safe.length; at += 60) {
    lines.push(`  "${safe.slice(at, at + 60).join("")}"`);
  }
  return lines.join(" +\n");
}

const found = ALPHABETS.flatMap(([, first, last]) => lettersOf(first, last));
/** Letters that are others with a mark which nothing writes apart, such as ґ. */
for (const it of found) {
  const as = found.find((other) =>
    other < it && BASE.compare(other, it) === 0 && ACCENT.compare(other, it) < 0
  );
  if (as !== undefined) spelled.set(it, as);
}
const signs = SIGNS.flatMap(([first, last]) =>
  charsOf(first, last).filter((it) =>
    /[\p{P}\p{S}\p{Zs}\p{Lm}]/u.test(it) && !isBare(it) && BASE.compare(it, "0") < 0
  )
);

const letters = ordered(found.filter((it) => !spelled.has(it)), BASE.compare);
const spelling = new Map([...spelled].map(([it, out]) => [it, markOf(it, out)]));
const own = [...spelling].filter(([it, out]) => out.includes(it)).map(([it]) => it);

const text = `/**
 * The order of letters in lists, as CLDR has it: made by \`tools/make_letters.ts\`. What is sorted by it is stored, so that
 * another order needs a migration that writes the keys anew.
 * @module
 */

/**
 * Blanks and signs, which come before figures. One after \`=\` counts as the one before it, here and below; one after \`≈\`
 * does where there is another difference.
 */
export const SIGNS =
${written(ordered(signs.filter((it) => it !== "="), BASE.compare))};

/** Letters, small ones alone, without those that are made of these and {@linkcode MARKS}. */
export const LETTERS =
${written(letters)};

/** Accents and the like, which count where letters are the same. A letter stands for the mark that it alone has. */
export const MARKS =
${written(ordered([...marks, ...own], compareMarks))};

/** Letters that count as others do where there is another difference, and else as these with the mark that is written. */
export const SPELLED: Readonly<Record<string, string>> = {
${[...spelling].map(([letter, out]) => `  "${letter}": ${written([...out]).trim()},`).join("\n")}
};
`;
await Deno.stdout.write(new TextEncoder().encode(text));
