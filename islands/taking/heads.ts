import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { canonicalResponse } from "../../lib/model/attempts/response.ts";

/** SHA-256, in hex, of each response as it is compared at hand-in. Works without `crypto.subtle`. */
export function headsOf(
  answers: ReadonlyMap<string, QuestionResponse>,
): Record<string, string> {
  const heads = [...answers].map(([slotId, response]) => [
    slotId,
    bytesToHex(sha256(utf8ToBytes(canonicalResponse(response)))),
  ]);
  return Object.fromEntries(heads);
}
