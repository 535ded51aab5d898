import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { v7, validate, version } from "uuid";
import { canonicalJson } from "../model/process/canonical_json.ts";
import { MAX_ROW_ID } from "../model/process/common_schema.ts";

/** A new row id: UUIDv7, so that ids sort by their time. */
export function newId(): string {
  return v7();
}

const LETTERS = "abcdefghijkmnopqrstuvwxyz23456789";

/** 8 random characters: options, slots, sections and rubric rows. */
export function shortId(): string {
  return shortIdOf(crypto.getRandomValues(new Uint8Array(8)));
}

/**
 * The id of what a request makes: the same when the same is sent again under the same key, another when anything in it is
 * another.
 *
 * @param key The request's own. Of a UUIDv7 the id takes over the time; otherwise it sorts first.
 * @param said Who asks for what, all of it, as JSON.
 */
export function idOfRequest(key: string, said: unknown): string {
  return derived(key, said);
}

/** The id of a row made together with another: the same whenever it is made again. */
export function idWithin(id: string, part: string): string {
  return derived(id, part);
}

/** What two ids and more make as a row's id: as it is, or where it would be too long its beginning and a hash of all. */
export function composedId(id: string): string {
  if (id.length <= MAX_ROW_ID) return id;
  const hash = bytesToHex(sha256(utf8ToBytes(id)));
  return `${id.slice(0, MAX_ROW_ID - 1 - hash.length)}-${hash}`;
}

/** The id of one student's exception in one assignment. */
export function overrideId(assignmentId: string, studentId: string): string {
  return composedId(`${assignmentId}-${studentId}`);
}

/** The same as {@linkcode idWithin} for what a row holds, as {@linkcode shortId}. */
export function shortIdWithin(id: string, part: string): string {
  return shortIdOf(digest(id, part).subarray(0, 8));
}

function derived(id: string, said: unknown): string {
  const isTimed = validate(id) && version(id) === 7;
  const msecs = isTimed ? parseInt(id.replaceAll("-", "").slice(0, 12), 16) : 0;
  return v7({ msecs, random: digest(id, said).subarray(0, 16) });
}

function digest(id: string, said: unknown): Uint8Array {
  return sha256(utf8ToBytes(canonicalJson([id, said])));
}

function shortIdOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
