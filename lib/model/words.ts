/** Words as a person counts them: runs without blanks that hold a letter or a digit. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.filter((run) => /[\p{L}\p{N}]/u.test(run)).length ?? 0;
}
