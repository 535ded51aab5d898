import { kvContents } from "../db/kv/contents.ts";
import { kvStores } from "../db/kv/stores.ts";
import { mongoContents } from "../db/mongo/contents.ts";
import { LAYOUTS, mongoStores } from "../db/mongo/stores.ts";
import { type Engine, testContents } from "./contents_contract.ts";
import { onMongo, withMongo } from "./mongo_server.ts";

async function withKv(test: (engine: Engine) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  await test({ stores: kvStores(kv), contents: kvContents(kv) });
}

testContents("KV", { withEngine: withKv, withOther: withKv });
testContents("MongoDB", {
  withEngine: (use) =>
    withMongo(LAYOUTS, (db) => use({ stores: mongoStores(db), contents: mongoContents(db) })),
  withOther: withKv,
}, onMongo);
