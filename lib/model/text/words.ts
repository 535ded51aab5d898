/** Scripts that put no blank between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let known: Intl.Segmenter | null | undefined;

/** `null` in a browser that has none: there a run without blanks is one word. */
function segmenter(): Intl.Segmenter | null {
  if (known === undefined) {
    // Named, so that no reader's own language counts otherwise.
    known = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "word" }) : null;
  }
  return known;
}

/**
 * Words as a person counts them: runs without blanks that hold a letter or a digit; in Chinese, Japanese, Thai and other
 * scripts without blanks the words of its dictionary.
 */
export function countWords(text: string): number {
  return (text.match(/\S+/g) ?? []).reduce((count, run) => count + wordsOf(run), 0);
}

function wordsOf(run: string): number {
  const words = UNSPACED.test(run) ? segmenter() : null;
  if (words === null) return /[\p{L}\p{N}]/u.test(run) ? 1 : 0;
  return [...words.segment(run)].filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length;
}
