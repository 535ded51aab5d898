export interface FoldRules {
  caseSensitive: boolean;
  accents: "strict" | "fold";
  /** BCP 47; Turkish and Azerbaijani tell two letters i apart. */
  locale: string;
}

/** The text without what does not matter: NFKC, blanks folded and trimmed, plain quotes and dashes, case and accents by rule. */
export function foldedText(text: string, { caseSensitive, accents, locale }: FoldRules): string {
  const plain = text.normalize("NFKC")
    .replaceAll(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replaceAll(/[\u2018\u2019\u02bc\u2032]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e]/g, '"')
    .replaceAll(/[\u2010-\u2014\u2212]/g, "-")
    .replaceAll(/\s+/g, " ").trim();
  const bare = accents === "fold" ? withoutAccents(plain) : plain;
  return caseSensitive ? bare : upperCase(bare, locale).normalize("NFC");
}

/** Upper case joins more than lower case does: ß and SS, both sigmas. */
function upperCase(text: string, locale: string): string {
  return /^(tr|az)\b/i.test(locale) ? text.toLocaleUpperCase("tr") : text.toUpperCase();
}

// deno-fmt-ignore
const LETTERS: Readonly<Record<string, string>> = {
  "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "æ": "ae",
  "Æ": "AE", "œ": "oe", "Œ": "OE",
};

/** Marks above and below Latin, Greek and Cyrillic letters; the vowel signs of Indic scripts are no accents. */
function withoutAccents(text: string): string {
  return text.normalize("NFD").replaceAll(/[\u0300-\u036f]/g, "").normalize("NFC")
    .replaceAll(/[øØłŁđĐħĦæÆœŒ]/g, (letter) => LETTERS[letter] ?? letter);
}
