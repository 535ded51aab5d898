import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Answer, Attempt, Receipt } from "../model/attempts/attempt_schema.ts";
import { canonicalJson } from "../model/process/canonical_json.ts";
import { canonicalResponse } from "../model/attempts/response.ts";

/** Where the installation's signing key is kept. */
export interface ReceiptKeys {
  /** The key pair, made at the first call ever; every call gives the same. */
  load(): Promise<CryptoKeyPair>;
}

/** What goes into the store in place of a key pair. */
export interface StoredKeys {
  publicKey: JsonWebKey;
  privateKey: JsonWebKey;
}

const ALGORITHM = "Ed25519";

/** A new key pair for the store. */
export async function newKeys(): Promise<StoredKeys> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const { publicKey, privateKey } = pair as CryptoKeyPair;
  return {
    publicKey: await crypto.subtle.exportKey("jwk", publicKey),
    privateKey: await crypto.subtle.exportKey("jwk", privateKey),
  };
}

/** The keys as Web Crypto uses them; the private one cannot be taken out again. */
export async function importKeys(stored: StoredKeys): Promise<CryptoKeyPair> {
  return {
    publicKey: await crypto.subtle.importKey("jwk", stored.publicKey, ALGORITHM, true, ["verify"]),
    privateKey: await crypto.subtle.importKey("jwk", stored.privateKey, ALGORITHM, false, ["sign"]),
  };
}

/** SHA-256, in hex, of all answers that are not cleared: JSON with sorted keys, UTF-8. */
export function answersHash(answers: Iterable<Pick<Answer, "slotId" | "response">>): string {
  const given = [...answers].filter(({ response }) => response !== null);
  const canonical = Object.fromEntries(
    given.map(({ slotId, response }) => [slotId, JSON.parse(canonicalResponse(response))]),
  );
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(canonical))));
}

/** What a receipt says. @param seq Of the last event that made the attempt what was handed in. */
export function receiptFacts({ attempt, answers, seq, total }: {
  attempt: Attempt;
  answers: ReadonlyMap<string, Answer>;
  seq: number;
  /** Questions of the paper. */
  total: number;
}): Omit<Receipt, "signature" | "code"> {
  if (attempt.submittedAt === null) {
    throw new Error(`Cannot sign for attempt ${attempt.id}: not handed in`);
  }
  return {
    attemptId: attempt.id,
    seq,
    submittedAt: attempt.submittedAt,
    answered: attempt.answered.length,
    total,
    answersHash: answersHash(answers.values()),
  };
}

/** Whether a receipt is about the attempt as it is handed in now. */
export function isFor(
  { submittedAt, answersHash: hash }: Receipt,
  { attempt, answers }: { attempt: Attempt; answers: ReadonlyMap<string, Answer> },
): boolean {
  return attempt.state === "submitted" && attempt.submittedAt === submittedAt &&
    answersHash(answers.values()) === hash;
}

/** Signs what was handed in. */
export async function signReceipt(
  keys: ReceiptKeys,
  facts: Omit<Receipt, "signature" | "code">,
): Promise<Receipt> {
  const { privateKey } = await keys.load();
  const bytes = await crypto.subtle.sign(ALGORITHM, privateKey, signedBytes(facts));
  return { ...facts, signature: base64url(bytes), code: codeOf(new Uint8Array(bytes)) };
}

/** Whether this product signed exactly this receipt. */
export async function verifyReceipt(
  keys: ReceiptKeys,
  { signature, code, ...facts }: Receipt,
): Promise<boolean> {
  const bytes = fromBase64url(signature);
  if (bytes === null || codeOf(bytes) !== code) return false;
  const { publicKey } = await keys.load();
  return await crypto.subtle.verify(ALGORITHM, publicKey, bytes, signedBytes(facts));
}

/**
 * 32 bytes that follow from the installation's key and this purpose: the same in every process and at every time, and not to
 * be told by whoever lacks the key. An Ed25519 signature is a function of key and text, and this one is never shown; a
 * receipt signs JSON, so that it cannot be one.
 */
export async function secretOf(keys: ReceiptKeys, purpose: string): Promise<Uint8Array> {
  const { privateKey } = await keys.load();
  const text = new Uint8Array(utf8ToBytes(`secret/${purpose}`));
  return sha256(new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, text)));
}

function signedBytes(facts: Omit<Receipt, "signature" | "code">): Uint8Array<ArrayBuffer> {
  return new Uint8Array(utf8ToBytes(canonicalJson(facts)));
}

/** Crockford's base 32: no I, L, O or U to misread. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 50 bits to write down, as in `7KQ2M-XD09F`. */
function codeOf(signature: Uint8Array): string {
  const letters = [...sha256(signature).slice(0, 10)].map((byte) => LETTERS[byte % 32]).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}
