import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalResponse } from "../model/attempts/response.ts";

/** SHA-256, in hex, of one response as it is compared at hand-in. */
export function headOf(response: Parameters<typeof canonicalResponse>[0]): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalResponse(response))));
}
