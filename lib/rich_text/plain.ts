import { pictureWords } from "../model/files/picture_words.ts";
import { withoutIgnored } from "../model/text/text_signs.ts";
import { scriptsAsText } from "./script_rules.ts";
import { replaceTex } from "./tex_marks.ts";
import { texToText } from "./tex_text.ts";

/** The lines of a Markdown text without its markup; formulae as text, what only draws as an empty line. */
export function plainLines(markdown: string): string[] {
  return formulaeAsText(markdown).split("\n").map(plainLine);
}

/** A line that is no Markdown, with its formulae and its lowered and raised parts as text. */
export function formulaLine(line: string): string {
  return scriptsAsText(formulaeAsText(line)).replace(/\s+/g, " ").trim();
}

function formulaeAsText(text: string): string {
  const escaped = "\ue000";
  const dollars = text
    .replaceAll(escaped, "")
    .replace(/\\\$/g, escaped)
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex: string) => ` ${texToText(tex)} `)
    .replace(/\$(?!\s)([^$]+?)(?<!\s)\$(?!\d)/g, (_, tex: string) => texToText(tex));
  return replaceTex(dollars, ({ tex, display }) => display ? ` ${texToText(tex)} ` : texToText(tex))
    .replaceAll(escaped, "$");
}

function plainLine(line: string): string {
  if (/^\s*(```|~~~)|^[\s:|*_=-]*$/.test(line)) return "";
  return scriptsAsText(line)
    .replace(/^\s*(>\s*)*(#{1,6}\s+|[-*+]\s+|\d{1,9}[.)]\s+)?/, "")
    .replace(
      /(!?)\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g,
      (_, picture: string, words: string) => picture ? pictureWords(words) : words,
    )
    .replace(/(\*\*|__|~~|`{1,3})(?=\S)(.+?)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, "$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s*\|\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const MAX_TERM_LENGTH = 40;

/** Words in small letters, without accents where the script is one that folds them, and without signs that nobody sees. */
export function foldedWords(text: string): string[] {
  const folded = withoutIgnored(text).normalize("NFKD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1")
    .normalize("NFKC").toLowerCase();
  return (folded.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [])
    .map((word) => cut(word, MAX_TERM_LENGTH));
}

function cut(word: string, length: number): string {
  const short = word.slice(0, length);
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
