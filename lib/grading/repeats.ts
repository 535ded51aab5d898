/** Each text that stood in the list before, with the place of its first; empty ones aside. */
export function repeats(texts: readonly string[]): { at: number; of: number }[] {
  return texts.map((text, at) => ({ at, of: texts.indexOf(text), text }))
    .filter(({ at, of, text }) => of < at && text !== "")
    .map(({ at, of }) => ({ at, of }));
}
