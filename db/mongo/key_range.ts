import { type ListOptions, noSuchCursor } from "../../lib/store/store.ts";
import { afterKey, encodeKey } from "./keys.ts";

/** Keys from `from`, before `before`. */
export interface KeyRange {
  from: string;
  before: string;
}

/** The keys under `base` that `options` ask for. @throws {DomainError} `invalid` for a cursor that is none. */
export function rangeOf(
  base: string,
  { from, before, after, reverse = false }: Omit<ListOptions, "limit">,
): KeyRange {
  const range = {
    from: from === undefined ? base : base + encodeKey([from]),
    before: before === undefined ? afterKey(base) : base + encodeKey([before]),
  };
  if (after === undefined) return range;
  const key = base + fromCursor(after);
  if (reverse) return { ...range, before: lesser(range.before, key) };
  // The lowest string above `key`.
  return { ...range, from: greater(range.from, `${key}\u0000`) };
}

/** What a client sends to go on after `key`, without what it may not choose. */
export function cursorOf(base: string, key: string): string {
  const bytes = new TextEncoder().encode(key.slice(base.length));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromCursor(cursor: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(cursor, { alphabet: "base64url" }));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw noSuchCursor(cause);
  }
}

function lesser(a: string, b: string): string {
  return a < b ? a : b;
}

function greater(a: string, b: string): string {
  return a < b ? b : a;
}
