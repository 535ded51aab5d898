import assert from "node:assert/strict";
import { kvContents } from "../../db/kv/contents.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import { type Engine, testContents } from "./contents_contract.ts";
import { onMongo, withMongo } from "../engines/mongo_server.ts";

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

Deno.test(
  "mongoContents() takes few large things at once, so that no cursor is forgotten meanwhile",
  onMongo,
  () =>
    withMongo(LAYOUTS, async (db) => {
      const sizes = new Map<string, number>();
      db.client.on("commandStarted", ({ commandName, command }) => {
        if (commandName === "find") sizes.set(command.find, command.batchSize);
      });
      for (const kind of ["files", "attempts"]) {
        for await (const _ of mongoContents(db).of(kind).read()) assert.fail();
      }
      assert.deepEqual([...sizes], [["files.files", 5], ["attempts", 50]]);
    }),
);
