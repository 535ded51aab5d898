import assert from "node:assert/strict";
import { KvSessionStore } from "../db/kv/sessions.ts";
import { MongoSessionStore, SESSIONS } from "../db/mongo/sessions.ts";
import { onMongo, withMongo } from "./mongo_server.ts";
import { aSession, testSessionStore } from "./session_store_contract.ts";

testSessionStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvSessionStore(kv));
});

testSessionStore(
  "MongoDB",
  (use) => withMongo([SESSIONS], (db) => use(new MongoSessionStore(db))),
  onMongo,
);

Deno.test(
  "MongoSessionStore.sweep() forgets what has ended, at either limit",
  onMongo,
  () =>
    withMongo([SESSIONS], async (db) => {
      const store = new MongoSessionStore(db);
      const [idle, old] = ["1".repeat(64), "2".repeat(64)];
      await store.put(aSession({ id: idle, expiresAt: 1_000, absoluteEndAt: 9_000 }));
      await store.put(aSession({ id: old, expiresAt: 9_000, absoluteEndAt: 1_001 }));
      assert.equal(await store.sweep(999), 0);
      assert.equal(await store.sweep(1_000), 1);
      assert.equal(await store.find(idle), null);
      assert.equal((await store.find(old))?.id, old);
      assert.equal(await store.sweep(1_001), 1);
    }),
);
