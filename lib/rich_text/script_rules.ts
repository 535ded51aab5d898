import type { MarkdownIt, StateInline } from "markdown-it";
import { loweredLetters, raisedLetters } from "./script_letters.ts";

/** `H~2~O`: behind a letter, a bracket or a raised part. */
const LOWERED = String.raw`(?<=[\p{L})\]^'])~([\p{L}\p{N}+\-−=,]{1,20})~(?!~)`;
/**
 * `x^2^`, `Na^+^`, `1^st^`: a number or letters, with a sign before or after. In `x^2+y^2`, `a^nb^m` and `2^3^2`, as people
 * type powers, nothing is raised.
 */
const RAISED = String.raw`(?<=[\p{L}\p{N})\]~'])\^(?:` +
  String.raw`([+\-−]?\d{1,6}(?:[.,/]\d{1,6})?[+\-−]?|[+\-−])\^(?![\p{N}({^])|` +
  String.raw`([+\-−]?\p{L}{1,6}[+\-−]?)\^(?![\p{L}\p{N}({^]))`;

/** Teaches Markdown `H~2~O` and `x^2^`, as `sub` and `sup`. */
export function addScriptRules(md: MarkdownIt): void {
  const lowered = new RegExp(LOWERED, "uy");
  const raised = new RegExp(RAISED, "uy");
  md.inline.ruler.before(
    "strikethrough",
    "scripts",
    (state, silent) => script(state, silent, { lowered, raised }),
  );
}

function script(
  state: StateInline,
  silent: boolean,
  { lowered, raised }: { lowered: RegExp; raised: RegExp },
): boolean {
  const mark = state.src.charAt(state.pos);
  if (mark !== "~" && mark !== "^") return false;
  const rule = mark === "~" ? lowered : raised;
  rule.lastIndex = state.pos;
  const [whole, first, second] = rule.exec(state.src.slice(0, state.posMax)) ?? [];
  const inner = first ?? second;
  if (whole === undefined || inner === undefined) return false;
  if (!silent) {
    const tag = mark === "~" ? "sub" : "sup";
    state.push(`${tag}_open`, tag, 1).markup = mark;
    state.push("text", "", 0).content = inner;
    state.push(`${tag}_close`, tag, -1).markup = mark;
  }
  state.pos += whole.length;
  return true;
}

const ALL_LOWERED = new RegExp(LOWERED, "gu");
const ALL_RAISED = new RegExp(RAISED, "gu");

/** The same marks in a line of text: `H₂O`, `x²`; what has no such letters keeps a sign, but for the end of `1st`. */
export function scriptsAsText(line: string): string {
  return line
    .replace(ALL_LOWERED, (_, inner: string) => loweredLetters(inner) ?? `_${inner}`)
    .replace(
      ALL_RAISED,
      (_, number: string | undefined, letters = "") =>
        raisedLetters(number ?? letters) ?? `^${letters}`,
    )
    .replace(/(?<=\d)\^(?=(?:st|nd|rd|th)\b)/g, "");
}
