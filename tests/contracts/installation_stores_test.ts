import { KvReceiptKeys } from "../../db/kv/receipt_keys.ts";
import { LEASES, MongoLeases } from "../../db/mongo/leases.ts";
import { META } from "../../db/mongo/facts.ts";
import { MongoReceiptKeys } from "../../db/mongo/receipt_keys.ts";
import { testLeases, testReceiptKeys } from "./installation_stores_contract.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";

testLeases("MongoDB", (use) => withMongo([LEASES], (db) => use(new MongoLeases(db))), onMongo);

testReceiptKeys("KV", async (use) => {
  using kv = await Deno.openKv(":memory:");
  await use(() => new KvReceiptKeys(kv));
});
testReceiptKeys(
  "MongoDB",
  (use) => withMongo([META], (db) => use(() => new MongoReceiptKeys(db))),
  onMongo,
);
