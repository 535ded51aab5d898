import { KvSessionStore } from "../db/kv/sessions.ts";
import { testSessionStore } from "./session_store_contract.ts";

testSessionStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvSessionStore(kv));
});
