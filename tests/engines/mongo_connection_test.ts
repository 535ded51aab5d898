import assert from "node:assert/strict";
import { connectMongo } from "../../db/mongo/connection.ts";
import type { MongoSettings } from "../../lib/process/config_mongo.ts";
import { freePort } from "../../tools/services/service.ts";
import { mongoUrl, onMongo, SETTINGS } from "./mongo_server.ts";

const tlsUrl = Deno.env.get("TEST_MONGODB_TLS_URL");
const caFile = Deno.env.get("TEST_MONGODB_TLS_CA_FILE") ?? null;
const onTls = { ...onMongo, ignore: !tlsUrl && Deno.env.get("TEST_ALL") !== "1" };

async function ping(config: Pick<MongoSettings, "url"> & Partial<MongoSettings>): Promise<void> {
  await using connection = connectMongo({ db: "plp_test", ...SETTINGS, ...config });
  await connection.db.command({ ping: 1 });
}

/** @throws {Error} without TEST_MONGODB_TLS_URL. */
function secureUrl(): string {
  if (!tlsUrl || !caFile) {
    throw new Error("Cannot test TLS: set TEST_MONGODB_TLS_URL and its CA_FILE");
  }
  return tlsUrl;
}

Deno.test("connectMongo() speaks TLS to a server whose authority it was given", onTls, async () => {
  await ping({ url: secureUrl(), tls: true, caFile });
});

Deno.test("connectMongo() refuses an authority it does not know", onTls, async () => {
  await assert.rejects(ping({ url: secureUrl(), tls: true }), /certificate|issuer/i);
});

Deno.test("connectMongo() refuses a certificate for another name", onTls, async () => {
  const url = secureUrl().replace("localhost", "127.0.0.1");
  await assert.rejects(
    ping({ url, tls: true, caFile }),
    /not valid for name|altnames|certificate/i,
  );
});

Deno.test("connectMongo() does not fall back to plain text", onMongo, async () => {
  await assert.rejects(ping({ url: mongoUrl(), tls: true }));
});

Deno.test("connectMongo() gives up on a server that is not there after 1,500 ms, and not before it is used", async () => {
  const url = `mongodb://127.0.0.1:${freePort()}/`;
  {
    await using _ = connectMongo({ url, db: "plp_test", ...SETTINGS });
  }
  const from = performance.now();
  await assert.rejects(ping({ url }), { name: "MongoServerSelectionError" });
  const ms = performance.now() - from;
  assert.ok(ms > 1_000 && ms < 4_000, `${ms} ms`);
});

Deno.test("connectMongo() reads from the primary and writes to the majority, whatever the URL says", async () => {
  const asked = "readPreference=secondaryPreferred&readConcernLevel=local&w=1&journal=false";
  const url = `mongodb://127.0.0.1:1/?${asked}`;
  await using connection = connectMongo({ url, db: "plp_test", ...SETTINGS });
  const { readPreference, readConcern, writeConcern } = connection.db;
  assert.equal(readPreference?.mode, "primary");
  assert.equal(readConcern?.level, "majority");
  assert.deepEqual([writeConcern?.w, writeConcern?.journal], ["majority", true]);
});
