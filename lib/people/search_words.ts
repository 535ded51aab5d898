import { asciiDigits } from "../model/grading/number_marks.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { MARKS, SPELLED } from "../model/names/letters.ts";

/** Words of a search, and of what it finds, that count. */
const MOST_ASKED = 8;
const MOST_FOUND = 9;
/** Letters of a word that an index has; the rest is compared with the row. */
export const PREFIX = 4;

const APOSTROPHES = /[`\u00b4\u2018-\u201b\u02b9\u02bb-\u02bd\u02c8\u2032\uff07]/g;
const marks = new Set(MARKS.replaceAll("=", ""));
/** Letters that are typed as others, besides those of `letters.ts`. Tatweel only stretches a word. */
const TYPED_AS: Readonly<Record<string, string>> = {
  ...{ "ı": "i", "þ": "th", "ŋ": "n", "ə": "e", "ς": "σ" },
  ...{ "\u0640": "", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه" },
};

/** The words of what somebody asks for: `D’Souza, Łukasz` gives `dsouza` and `lukasz`. */
export function askedWords(text: string): string[] {
  const words = pieces(text).map((word) => word.replaceAll("'", "")).flatMap((it) => it.split("-"));
  return [...new Set(words.filter(Boolean))].slice(0, MOST_ASKED);
}

/** The words by which a name is found: `Anne-Marie O'Brien` also by `annemarie`, `obrien` and `brien`. */
export function nameWords(name: string): string[] {
  return textWords(name).slice(0, MOST_FOUND);
}

/** As {@linkcode nameWords}, of a text of any length. */
export function textWords(text: string): string[] {
  const words = pieces(text).map((word) => word.split(/['-]/).filter(Boolean));
  return [...new Set([...words.flat(), ...words.map((parts) => parts.join(""))])].filter(Boolean);
}

/** What a person is found by: the name, what they sign in with, and an e-mail address before its `@`. */
export function personWords(
  { name, username, email }: { name: string; username: string | null; email: string | null },
): string[] {
  const more = [username, email].flatMap((it) => nameWords(it?.split("@")[0] ?? ""));
  return [...new Set([...nameWords(name), ...more])].slice(0, MOST_FOUND);
}

/** The beginnings of words, of up to four letters, that an index has. */
export function beginnings(words: readonly string[]): string[] {
  const all = words.flatMap((word) => {
    const letters = [...word].slice(0, PREFIX);
    return letters.map((_, i) => letters.slice(0, i + 1).join(""));
  });
  return [...new Set(all)];
}

/** Whether each word asked for begins one of the others. */
export function areBegun(asked: readonly string[], words: readonly string[]): boolean {
  return asked.every((it) => words.some((word) => word.startsWith(it)));
}

/** Words in plain small letters, `'` and `-` within them kept. */
function pieces(text: string): string[] {
  const small = withoutIgnored(text.replaceAll(APOSTROPHES, "'")).normalize("NFKC").toLowerCase();
  const spelled = [...small].map((it) => TYPED_AS[it] ?? SPELLED[it] ?? it).join("");
  const plain = [...spelled.normalize("NFD")].filter((it) => !marks.has(it)).join("")
    .normalize("NFC");
  return asciiDigits(plain).match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];
}
