/** Longest formula that is looked for, in UTF-16 code units; a longer one is not set anyway. */
const MAX_LENGTH = 4_000;

/** A formula within a text. */
export interface FoundTex {
  tex: string;
  /** Stands by itself. */
  display: boolean;
  /** Where the text goes on. */
  end: number;
}

/** The formula that begins with the backslash at `pos`: `\(…\)`, `\[…\]`, `\ce{…}` or `\pu{…}`; `null` for none. */
export function texAt(text: string, pos: number): FoundTex | null {
  const next = text.charAt(pos + 1);
  if (next === "(" || next === "[") {
    const start = pos + 2;
    const length = closingMark(
      text.slice(start, start + MAX_LENGTH),
      next === "(" ? "\\)" : "\\]",
    );
    const tex = text.slice(start, start + Math.max(0, length)).trim();
    return tex === "" ? null : { tex, display: next === "[", end: start + length + 2 };
  }
  if (!/^\\(ce|pu)\{/.test(text.slice(pos, pos + 4))) return null;
  const end = groupEnd(text, pos + 3);
  return end === null ? null : { tex: text.slice(pos, end), display: false, end };
}

/** Where the closing mark stands that no backslash takes away; -1 for nowhere. */
export function closingMark(text: string, mark: string): number {
  let at = text.indexOf(mark);
  while (at !== -1 && mark.startsWith("\\") && backslashesBefore(text, at) % 2 === 1) {
    at = text.indexOf(mark, at + 1);
  }
  return at;
}

export function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text.charAt(at - 1 - count) === "\\") count += 1;
  return count;
}

/** Behind the brace that closes the one at `open`. */
function groupEnd(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length && at < open + MAX_LENGTH; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return null;
}

/** The text with each of these formulae by what `asText` makes of it. */
export function replaceTex(text: string, asText: (found: FoundTex) => string): string {
  let done = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", at)) {
    const found = texAt(text, at);
    if (found === null) {
      at += 2;
      continue;
    }
    done += text.slice(from, at) + asText(found);
    from = at = found.end;
  }
  return done + text.slice(from);
}
