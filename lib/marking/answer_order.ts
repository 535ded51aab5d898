import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Where an attempt stands in the queue of one slot: random, yet the same for every marker and at every time. */
export function queueKey(attemptId: string, slotId: string, seed: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${seed}/${slotId}/${attemptId}`))).slice(0, 16);
}

/** Rows with an attempt's id in the queue's order; says nothing of names or of who handed in first. */
export function inQueueOrder<R extends { id: string }>(
  rows: readonly R[],
  slotId: string,
  seed: string,
): R[] {
  return rows.map((row) => ({ row, key: queueKey(row.id, slotId, seed) }))
    .sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
    .map(({ row }) => row);
}
