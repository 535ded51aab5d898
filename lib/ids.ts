import { v7 } from "uuid";

/** A new row id: UUIDv7, so that ids sort by their time. */
export function newId(): string {
  return v7();
}

const LETTERS = "abcdefghijkmnopqrstuvwxyz23456789";

/** 8 random characters: options, slots, sections and rubric rows. */
export function shortId(): string {
  return Array.from(
    crypto.getRandomValues(new Uint8Array(8)),
    (byte) => LETTERS[byte % LETTERS.length],
  ).join("");
}
