import type { EventData } from "../model/attempts/attempt_schema.ts";

/** At `at` take `cut` code units away and put a text there. In UTF-16 code units. */
export type Splice = Extract<EventData, { type: "edited" }>["splice"];

/** The shortest single change from one text to the other that leaves no half of a surrogate pair behind. */
export function spliceBetween(before: string, after: string): Splice {
  const at = commonStart(before, after);
  const kept = commonEnd(before.slice(at), after.slice(at));
  return {
    at,
    cut: before.length - at - kept,
    put: after.slice(at, after.length - kept),
  };
}

/** The text after the change. A change that does not fit means that it was made on another text, and is a bug. */
export function applySplice(text: string, { at, cut, put }: Splice): string {
  if (at + cut > text.length) {
    throw new RangeError(`Cannot cut ${cut} at ${at} of ${text.length} code units`);
  }
  return text.slice(0, at) + put + text.slice(at + cut);
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return splitsPair(a, length) || splitsPair(b, length) ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (
    length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)
  ) {
    length++;
  }
  return splitsPair(a, a.length - length) || splitsPair(b, b.length - length) ? length - 1 : length;
}

/** Whether a cut at `at` falls into the middle of a pair. */
function splitsPair(text: string, at: number): boolean {
  return isSurrogate(text.charCodeAt(at - 1), 0xd800) && isSurrogate(text.charCodeAt(at), 0xdc00);
}

function isSurrogate(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}
