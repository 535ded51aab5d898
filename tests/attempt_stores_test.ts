import { KvAttemptStore } from "../db/kv/attempts.ts";
import { testAttemptStore } from "./attempt_store_contract.ts";

testAttemptStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvAttemptStore(kv));
});
