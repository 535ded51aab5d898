import { createHash } from "node:crypto";
import { bytesToHex } from "@noble/hashes/utils.js";
import { MAX_DEVICES, type Person } from "../model/people/people_schema.ts";
import { keyOf } from "../store/store.ts";

const DAY_MS = 86_400_000;
/** What a browser keeps; all who sign in there have it in common. */
const SECRET = /^[0-9a-f]{64}$/;

/** The secret that a browser sent, or a new one of 256 bits where it sent none. */
export function deviceSecret(sent: string | undefined): string {
  if (sent !== undefined && SECRET.test(sent)) return sent;
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}

/** What is stored of a secret, another for each person, so that rows do not tell who shares a browser. */
export function deviceMark(person: Person, secret: string): string {
  return createHash("sha256").update(`${keyOf(person)} ${secret}`).digest("hex").slice(0, 32);
}

/** The mark of a browser in which this person signed in before; `null` for any other. */
export function knownDevice(person: Person, sent: string | undefined): string | null {
  if (sent === undefined || !SECRET.test(sent)) return null;
  const mark = deviceMark(person, sent);
  return person.devices?.some((it) => it.mark === mark) ? mark : null;
}

/**
 * The person with this browser among theirs, the one used last first; the same object where nothing is to be written,
 * which is so within a day.
 */
export function withDevice(person: Person, mark: string, now: number): Person {
  const { devices = [] } = person;
  const known = devices.find((it) => it.mark === mark);
  if (known !== undefined && now - known.usedAt < DAY_MS) return person;
  const others = devices.filter((it) => it.mark !== mark);
  return { ...person, devices: [{ mark, usedAt: now }, ...others].slice(0, MAX_DEVICES) };
}
