import { pictureWords } from "../model/picture_words.ts";
import { texToText } from "./tex_text.ts";

/** The lines of a Markdown text without its markup; formulae as text, what only draws as an empty line. */
export function plainLines(markdown: string): string[] {
  const escaped = "\ue000";
  return markdown
    .replaceAll(escaped, "")
    .replace(/\\\$/g, escaped)
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex: string) => ` ${texToText(tex)} `)
    .replace(/\$(?!\s)([^$]+?)(?<!\s)\$(?!\d)/g, (_, tex: string) => texToText(tex))
    .replaceAll(escaped, "$")
    .split("\n")
    .map(plainLine);
}

function plainLine(line: string): string {
  if (/^\s*(```|~~~)|^[\s:|*_=-]*$/.test(line)) return "";
  return line
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

/** Words in small letters and without accents, where the script is one that folds them. */
export function foldedWords(text: string): string[] {
  const folded = text.normalize("NFKD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1")
    .normalize("NFKC").toLowerCase();
  return (folded.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [])
    .map((word) => cut(word, MAX_TERM_LENGTH));
}

function cut(word: string, length: number): string {
  const short = word.slice(0, length);
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
