const TITLES = /^(dr|mr|mrs|ms|prof|smt|shri|sri)\.?$/i;

/** Made at its first use: making it takes longer than all else a start of the server imports. */
let letters: Intl.Segmenter | undefined;

/** First letters of the first and the last name, titles left out: `Dr. Farida Sheikh` gives `FS`. */
export function initials(name: string): string {
  const words = withoutTitles(name);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map(firstLetter).join("").toUpperCase();
}

function firstLetter(word: string): string {
  letters ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of letters.segment(word)) return segment;
  return "";
}

/** The words of a name, titles left out: `Dr. Farida Sheikh` gives `Farida` and `Sheikh`. */
export function withoutTitles(name: string): string[] {
  return name.split(/\s+/).filter((word) => word !== "" && !TITLES.test(word));
}
