import type { KeyPart } from "../../lib/store/store.ts";

/** Ends a string; lower than anything inside one. */
const END = "\u0001";
/** Above both kinds of part. */
const AFTER_PARTS = "t";

/**
 * Key parts as one string whose order is theirs: numbers before strings, each in its natural order, and a key before
 * those that go on after it.
 */
export function encodeKey(parts: readonly KeyPart[]): string {
  return parts.map((part) => typeof part === "number" ? encodeNumber(part) : encodeString(part))
    .join("");
}

/** The string after all keys that begin with `key`. */
export function afterKey(key: string): string {
  return key + AFTER_PARTS;
}

/** IEEE 754 in hex with the sign turned round, and all other bits of a negative number too. */
function encodeNumber(value: number): string {
  if (Number.isNaN(value)) throw new Error("Cannot sort by a number that is none");
  const view = new DataView(new ArrayBuffer(8));
  // Adding 0 makes -0 the same key as 0.
  view.setFloat64(0, value + 0);
  const bits = view.getBigUint64(0);
  const negative = bits >> 63n === 1n;
  const ordered = bits ^ (negative ? 0xffff_ffff_ffff_ffffn : 0x8000_0000_0000_0000n);
  return `n${ordered.toString(16).padStart(16, "0")}`;
}

/** Control characters up to 2 stand as two characters, so that `END` ends a string and nothing else. */
function encodeString(value: string): string {
  // deno-lint-ignore no-control-regex -- these are the ones to escape
  const escaped = value.replace(/[\u0000-\u0002]/g, (it) => `\u0002${it.charCodeAt(0) + 3}`);
  return `s${escaped}${END}`;
}
