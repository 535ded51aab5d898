/** What stands before names, with or without a full stop; the long ones of some names too, so only what leads is one. */
const TITLES = new Set(
  ("dr mr mrs ms miss mx prof professor sir madam rev revd fr sr er adv capt col maj lt smt shri sri shree kum kumari " +
    "herr frau hr dipl ing mme mlle sra srta doña med डॉ श्री श्रीमती सुश्री प्रो ডঃ ডাঃ திரு").split(
      " ",
    ),
);
/** What stands after them. */
const ENDINGS = new Set("jr sr ii iii iv phd md esq".split(" "));
const BRACKETED =
  /\([^)]*\)?|\[[^\]]*\]?|\{[^}]*\}?|（[^）]*）?|"[^"]*"|\u201c[^\u201d]*\u201d|\u201e[^\u201c]*\u201c|«[^»]*»/g;

/** Made at its first use: making it takes longer than all else a start of the server imports. */
let letters: Intl.Segmenter | undefined;

/** First letters of the first and the last name ({@linkcode nameParts}): `Dr. Anna (Annie) Sheikh` gives `AS`. */
export function initials(name: string): string {
  const words = nameParts(name);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map(firstLetter).join("").toUpperCase();
}

/** A plain letter that nothing combines with; cutting a word into what one sees as a letter takes ten times longer. */
const PLAIN_START = /^[A-Za-z0-9](?=[\0-\u02ff]|$)/;

function firstLetter(word: string): string {
  if (PLAIN_START.test(word)) return word[0]!;
  letters ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of letters.segment(word)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  }
  return "";
}

/**
 * The words of a name without titles before it, endings after it and nicknames in brackets or quotes: `Dr. Farida Sheikh` gives
 * `Farida` and `Sheikh`. Where nothing else would be left, as of `Dr.`, these count.
 */
export function nameParts(name: string): string[] {
  const all = wordsOf(name);
  const plain = wordsOf(name.replaceAll(BRACKETED, " "));
  const first = plain.findIndex((word) => !TITLES.has(bare(word)));
  const named = first < 0 ? [] : plain.slice(first);
  while (named.length > 1 && ENDINGS.has(bare(named.at(-1)!))) named.pop();
  return named.length > 0 ? named : plain.length > 0 ? plain.slice(-1) : all.slice(0, 1);
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function bare(word: string): string {
  return word.toLowerCase().normalize("NFC").replace(/\.+$/, "").replace(/\.-?/g, " ").split(
    " ",
  )[0]!;
}
