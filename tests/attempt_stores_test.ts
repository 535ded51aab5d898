import { KvAttemptStore } from "../db/kv/attempts.ts";
import { ATTEMPT_EVENTS, ATTEMPTS } from "../db/mongo/attempt_document.ts";
import { MongoAttemptStore } from "../db/mongo/attempts.ts";
import { testAttemptStore } from "./attempt_store_contract.ts";
import { onMongo, withMongo } from "./mongo_server.ts";

testAttemptStore("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(new KvAttemptStore(kv));
});

testAttemptStore(
  "MongoDB",
  (use) => withMongo([ATTEMPTS, ATTEMPT_EVENTS], (db) => use(new MongoAttemptStore(db))),
  onMongo,
);
