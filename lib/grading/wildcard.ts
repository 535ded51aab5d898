/** Whether the whole text fits a pattern in which `*` stands for any run of characters, none included; `\*` is a star. */
export function matchesPattern(text: string, pattern: string): boolean {
  const pieces = pattern.split(/(?<!\\)\*/).map((piece) => piece.replaceAll("\\*", "*"));
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
