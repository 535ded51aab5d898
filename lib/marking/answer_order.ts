import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Where an attempt stands in one queue: as if drawn, yet the same for every marker and at every time. */
function queueKey(attemptId: string, secret: Uint8Array): string {
  return bytesToHex(hmac(sha256, secret, utf8ToBytes(attemptId))).slice(0, 16);
}

/**
 * Rows with an attempt's id in the queue's order; says nothing of names or of who handed in first.
 *
 * @param secret Of this queue alone; see `secretOf()`. Whoever knows ids and not this cannot tell who comes when.
 */
export function inQueueOrder<R extends { id: string }>(
  rows: readonly R[],
  secret: Uint8Array,
): R[] {
  return rows.map((row) => ({ row, key: queueKey(row.id, secret) }))
    .sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
    .map(({ row }) => row);
}
