import type { Stores } from "../../lib/process/assemble.ts";
import { KvAttemptStore } from "./attempts.ts";
import { KvFileStore } from "./files.ts";
import { tablesOn } from "./open.ts";
import { KvReceiptKeys } from "./receipt_keys.ts";
import { KvSessionStore } from "./sessions.ts";

/** Every store of the product on one open KV. @param now The server clock, for what expires. */
export function kvStores(kv: Deno.Kv, now: () => number = Date.now): Stores {
  return {
    tables: tablesOn(kv),
    sessions: new KvSessionStore(kv, now),
    attempts: new KvAttemptStore(kv),
    receiptKeys: new KvReceiptKeys(kv),
    files: new KvFileStore(kv),
  };
}
