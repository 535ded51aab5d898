/** Signs of a text that nobody sees. @module */

/** Controls, line and paragraph separators, marks that turn the direction of what follows, half a surrogate pair. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
/** The same, but for tab and the ends of lines. */
const UNSEEN_IN_LINES = /[^\P{Cc}\t\n\r]|[\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u;
/** What spelling may need and comparing passes over: joiners, and all else that is drawn as nothing by itself. */
const IGNORED = /\p{Default_Ignorable_Code_Point}/gu;
/** Letters and numbers that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether a line, such as a name, holds a sign that nobody sees. ZWJ and ZWNJ are spelling, and none. */
export function hasUnseen(line: string): boolean {
  return UNSEEN.test(line);
}

/** The same of a text of several lines. */
export function hasUnseenInLines(text: string): boolean {
  return UNSEEN_IN_LINES.test(text);
}

/** A line without what {@linkcode hasUnseen} finds, for one that is made of a longer text. */
export function withoutUnseen(line: string): string {
  return line.replace(new RegExp(UNSEEN, "gu"), "");
}

/** Letters and signs that are drawn as nothing, though they are none that comparing passes over: a blank in Braille. */
const DRAWN_BLANK = /[\s\u2800\u{1d159}]/gu;

/** Whether anything of the text can be seen. */
export function isSeen(text: string): boolean {
  return withoutIgnored(text).replace(DRAWN_BLANK, "") !== "";
}

/** The text as it is compared, sorted and searched by: without the signs that are drawn as nothing. */
export function withoutIgnored(text: string): string {
  return text.replace(IGNORED, "");
}

/** Whether comparing passes over something in the text. */
export function hasIgnored(text: string): boolean {
  return text.search(IGNORED) >= 0;
}

/**
 * A name to stand within a sentence: one that is written from right to left, or was stored with marks of direction,
 * between signs that keep the words around it in their order. Any other is as it is.
 */
export function isolated(name: string): string {
  const turns = RIGHT_TO_LEFT.test(name) || /\p{Bidi_Control}/u.test(name);
  return turns ? `\u2068${name}\u2069` : name;
}
