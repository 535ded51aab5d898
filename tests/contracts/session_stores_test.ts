import assert from "node:assert/strict";
import { KvSessionStore } from "../../db/kv/sessions.ts";
import { MongoSessionStore, SESSIONS } from "../../db/mongo/sessions.ts";
import { type OpenRedis, openRedis } from "../../db/redis/open.ts";
import type { SessionStore } from "../../lib/access/sessions.ts";
import { until } from "./bus_contract.ts";
import { wait } from "../faults/random.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";
import { onTcp, onUpstash } from "../engines/redis_pairs.ts";
import { onRedis, ownRedis } from "../engines/redis_server.ts";
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

/** How long copies live here: a minute is long for a test. */
const COPY_MS = 400;

/** Two processes' sessions on one primary, once they read from copies. */
async function reading(
  [one, other]: readonly OpenRedis[],
  test: (one: SessionStore, other: SessionStore, primary: SessionStore) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const primary = new KvSessionStore(kv);
  const stores = [one!, other!].map((it) => {
    // Without a connection, only what is in use is known to be there.
    it.bus.subscribe("anything", () => {});
    return it.sessions(primary, COPY_MS);
  });
  await wait(COPY_MS + 1_200);
  await test(stores[0]!, stores[1]!, primary);
}

testSessionStore(
  "Redis",
  (test) => onTcp((...both) => reading(both, (one) => test(one))),
  onRedis,
);

testSessionStore(
  "Upstash",
  (test) => onUpstash((one, other) => reading([one, other], (store) => test(store))),
  onRedis,
);

const ID = "f".repeat(64);

async function readsCopies(
  one: SessionStore,
  other: SessionStore,
  primary: SessionStore,
): Promise<void> {
  await one.put(aSession({ id: ID }));
  await primary.renew(aSession({ id: ID, lastSeenAt: 5_000 }));
  assert.equal((await other.find(ID))?.lastSeenAt, 1_000, "from a copy");
  await wait(COPY_MS + 50);
  assert.equal((await other.find(ID))?.lastSeenAt, 5_000, "from the primary once it has ended");
  await one.renew(aSession({ id: ID, lastSeenAt: 6_000 }));
  assert.equal((await other.find(ID))?.lastSeenAt, 6_000);
  await other.remove(ID);
  assert.equal(await one.find(ID), null, "removed for both at once");
  await one.renew(aSession({ id: ID, lastSeenAt: 7_000 }));
  assert.equal(await other.find(ID), null, "and never back");
}

Deno.test(
  "sessions are read from Redis's copies, and removed for all at once",
  onRedis,
  () => onTcp((...both) => reading(both, readsCopies)),
);

Deno.test(
  "sessions are read from Upstash's copies, and removed for all at once",
  onRedis,
  () => onUpstash((one, other) => reading([one, other], readsCopies)),
);

Deno.test(
  "sessions outlive Redis, and one removed while it was away stays removed",
  onRedis,
  async () => {
    await using server = await ownRedis();
    const settings = { over: "tcp", url: server.url, prefix: "t:" } as const;
    await using here = await openRedis(settings, () => {});
    await using there = await openRedis(settings, () => {});
    await until(() => here.bus.connected() && there.bus.connected(), "both hear each other");
    await reading([here, there], async (one, other) => {
      const kept = "e".repeat(64);
      for (const id of [ID, kept]) await one.put(aSession({ id }));
      assert.equal((await other.find(ID))?.id, ID);
      await server.stop("SIGKILL");
      assert.equal((await other.find(ID))?.id, ID);
      await one.remove(ID);
      for (const store of [one, other]) assert.equal(await store.find(ID), null);
      await server.start();
      const giveUp = performance.now() + 3_000;
      while (performance.now() < giveUp) {
        for (const store of [one, other]) {
          assert.equal(await store.find(ID), null);
          assert.equal((await store.find(kept))?.id, kept);
        }
        await wait(20);
      }
      assert.ok(here.bus.connected() && there.bus.connected(), "it was back in that time");
    });
  },
);
