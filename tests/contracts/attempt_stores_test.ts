import { KvAttemptStore } from "../../db/kv/attempts.ts";
import { KvReceiptKeys } from "../../db/kv/receipt_keys.ts";
import { ATTEMPT_EVENTS, ATTEMPTS } from "../../db/mongo/attempt_document.ts";
import { MongoAttemptStore } from "../../db/mongo/attempts.ts";
import { OutageAttemptStore } from "../../lib/store/outage/attempts.ts";
import { guarded } from "../../lib/store/outage/guarded.ts";
import { Memory } from "../../lib/store/outage/memory.ts";
import { testAttemptStore } from "./attempt_store_contract.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";
import { breakable } from "../outage/breakable.ts";

testAttemptStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvAttemptStore(kv));
});

testAttemptStore("Protected KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  const { guard } = await breakable();
  await use(
    new OutageAttemptStore({
      attempts: guarded(new KvAttemptStore(kv), guard),
      receiptKeys: new KvReceiptKeys(kv),
      journal: null,
      claims: null,
      memory: new Memory(Date.now),
      now: Date.now,
      wire: null,
      isUp: () => true,
      fault: () => {},
      parked: () => {},
    }),
  );
});

testAttemptStore(
  "MongoDB",
  (use) => withMongo([ATTEMPTS, ATTEMPT_EVENTS], (db) => use(new MongoAttemptStore(db))),
  onMongo,
);
