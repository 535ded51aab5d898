import { withoutIgnored } from "../model/text/text_signs.ts";

/** Consonants and vowel signs of the scripts that came of Brahmi, by their place in a block of 128. */
const CONSONANT =
  /[\u0915-\u0939\u0958-\u095f\u0995-\u09b9\u09dc-\u09df\u0a15-\u0a39\u0a59-\u0a5e\u0a95-\u0ab9\u0b15-\u0b39\u0b95-\u0bb9\u0c15-\u0c39\u0c95-\u0cb9\u0d15-\u0d3a]\p{Mn}*/gu;
/** A, which such a consonant has with no sign for another vowel; not at the end of a word. */
const SPOKEN_A = "a";

/** What the table of the library writes without its vowels, as most names do not. */
const ARABIC: Readonly<Record<string, string>> = {
  ...{ "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ة": "a" },
};

/** A name in small Latin letters without accents, from any script, its words apart: `Łukasz Đặng` gives `lukasz dang`. */
export async function latinName(name: string): Promise<string> {
  // Its tables are read when a first name is made, not at a start.
  const { default: anyAscii } = await import("any-ascii");
  const plain = withoutIgnored(name).normalize("NFC").replaceAll(/[\u064b-\u0652\u0640]/g, "")
    .replaceAll(/[اأإآٱىة]/g, (letter) => ARABIC[letter] ?? letter)
    .replaceAll(/ου/gi, "ou");
  return anyAscii(withSpokenA(plain)).toLowerCase().replaceAll(/['`]/g, "");
}

function withSpokenA(text: string): string {
  return text.replaceAll(CONSONANT, (syllable, at: number) => {
    const next = text.slice(at + syllable.length);
    const hasVowel = /[^\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]/u.test(syllable.slice(1));
    const goesOn = /^[\p{L}\p{Mc}]/u.test(next) && !/^\p{Mc}/u.test(next);
    return hasVowel || !goesOn ? syllable : syllable + SPOKEN_A;
  });
}
