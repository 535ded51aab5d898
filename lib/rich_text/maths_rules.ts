import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { backslashesBefore, closingMark, texAt } from "./tex_marks.ts";

const DOLLAR = 0x24;
const BACKSLASH = 0x5c;

/**
 * Teaches Markdown `$…$`, `\(…\)`, `$$…$$` and `\[…\]` within a line, the latter two on lines of their own too, and
 * `\ce{…}` and `\pu{…}` without dollars, as tokens `maths` whose `markup` is `$$` where the formula stands by itself. As in
 * Pandoc, an opening dollar is followed by no space and a closing one preceded by none and followed by no digit: prices
 * stay prices.
 */
export function addMathsRules(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "tex", inlineTex);
  md.inline.ruler.after("escape", "maths", inlineMaths);
  md.block.ruler.before("fence", "maths", blockMaths, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
}

function inlineMaths(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== DOLLAR) return false;
  const markup = src.charCodeAt(pos + 1) === DOLLAR ? "$$" : "$";
  const start = pos + markup.length;
  const end = closing(src.slice(0, posMax), start, markup);
  if (end === null) {
    if (!silent) state.pending += markup;
    state.pos = start;
    return true;
  }
  if (!silent) {
    const token = state.push("maths", "math", 0);
    token.markup = markup;
    token.content = src.slice(start, end);
  }
  state.pos = end + markup.length;
  return true;
}

/** What begins with a backslash that no dollar stands before. */
function inlineTex(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== BACKSLASH) return false;
  const found = texAt(src.slice(0, posMax), pos);
  if (found === null) return false;
  if (!silent) {
    const token = state.push("maths", "math", 0);
    token.markup = found.display ? "$$" : "$";
    token.content = found.tex;
  }
  state.pos = found.end;
  return true;
}

/** Where the formula that began at `start` ends; `null` when it is none. */
function closing(src: string, start: number, markup: string): number | null {
  const display = markup === "$$";
  if (!display && /\s/.test(src.charAt(start))) return null;
  let end = start;
  while ((end = src.indexOf(markup, end)) !== -1) {
    const escaped = backslashesBefore(src, end) % 2 === 1;
    if (!escaped) {
      const follows = src.charAt(end + markup.length);
      const fits = display || (!/\s/.test(src.charAt(end - 1)) && !/\d/.test(follows));
      if (end > start && fits) return end;
      if (display) return null;
    }
    end += 1;
  }
  return null;
}

/** What a formula on lines of its own stands between. */
const BLOCKS = [["$$", "$$"], ["\\[", "\\]"]] as const;

function blockMaths(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const first = lineText(state, startLine);
  const marks = BLOCKS.find(([open]) => first.startsWith(open));
  if (marks === undefined) return false;
  const last = lastLine(state, { startLine, endLine, close: marks[1] });
  if (last === null) return false;
  if (silent) return true;
  const text = state.getLines(startLine, last + 1, state.blkIndent, false).trim();
  const token = state.push("maths", "math", 0);
  token.block = true;
  token.markup = "$$";
  token.content = text.slice(2, -2).trim();
  token.map = [startLine, last + 1];
  state.line = last + 1;
  return true;
}

/** The line that ends with the closing mark; `null` when none does before the block's end. */
function lastLine(
  state: StateBlock,
  { startLine, endLine, close }: { startLine: number; endLine: number; close: string },
): number | null {
  for (let line = startLine; line < endLine; line++) {
    if (line > startLine && !state.isEmpty(line) && state.sCount[line]! < state.blkIndent) {
      return null;
    }
    const text = lineText(state, line);
    const body = line === startLine ? text.slice(2) : text;
    const at = closingMark(body, close);
    if (at !== -1) return at === body.length - 2 && (line > startLine || at > 0) ? line : null;
  }
  return null;
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trimEnd();
}
