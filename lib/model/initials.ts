const TITLES = /^(dr|mr|mrs|ms|prof|smt|shri|sri)\.?$/i;

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** First letters of the first and the last name, titles left out: `Dr. Farida Sheikh` gives `FS`. */
export function initials(name: string): string {
  const words = withoutTitles(name);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => [...letters.segment(word)][0]?.segment ?? "").join("").toUpperCase();
}

/** The words of a name, titles left out: `Dr. Farida Sheikh` gives `Farida` and `Sheikh`. */
export function withoutTitles(name: string): string[] {
  return name.split(/\s+/).filter((word) => word !== "" && !TITLES.test(word));
}
