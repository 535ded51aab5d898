import assert from "node:assert/strict";
import { parseConfig } from "./config.ts";
import type { MongoSettings } from "./config_mongo.ts";

function settings(env: Record<string, string>): MongoSettings {
  const { mongo } = parseConfig(env);
  assert.ok(mongo);
  return mongo;
}

Deno.test("parseConfig() keeps data in the embedded store unless MONGODB_URL is set", () => {
  assert.equal(parseConfig({}).mongo, null);
  assert.equal(parseConfig({ MONGODB_DB: "x", MONGODB_URL: "" }).mongo, null);
  const warned = parseConfig({ MONGODB_URI: "mongodb://x/" });
  assert.equal(warned.mongo, null);
  assert.match(warned.warnings.join(), /MONGODB_URI.*called MONGODB_URL/);
});

Deno.test("parseConfig() takes the database from MONGODB_DB, else from the URL, else plp", () => {
  const url = "mongodb://127.0.0.1:27017";
  assert.equal(settings({ MONGODB_URL: url }).db, "plp");
  assert.equal(settings({ MONGODB_URL: `${url}/` }).db, "plp");
  assert.equal(settings({ MONGODB_URL: `${url}/school?retryWrites=true` }).db, "school");
  assert.equal(settings({ MONGODB_URL: `${url}/school`, MONGODB_DB: "other" }).db, "other");
  assert.equal(settings({ MONGODB_URL: url }).poolMax, 20);
});

Deno.test("parseConfig() uses TLS to every MongoDB but one on this machine", () => {
  const tls = (url: string, mode = "auto") => settings({ MONGODB_URL: url, MONGODB_TLS: mode }).tls;
  for (const host of ["127.0.0.1", "localhost:27017", "[::1]:27017", "127.0.0.1:1,localhost:2"]) {
    assert.equal(tls(`mongodb://${host}/`), false, host);
    assert.equal(tls(`mongodb://${host}/`, "require"), true, host);
    assert.equal(tls(`mongodb://${host}/?tls=true`), true, host);
  }
  for (
    const host of ["db.example", "10.0.0.5:27017", "localhost,db.example", "localhost.example"]
  ) {
    assert.equal(tls(`mongodb://${host}/`), true, host);
    assert.equal(tls(`mongodb://user:p%40ss@${host}/`, "off"), false, host);
  }
  assert.equal(tls("mongodb+srv://cluster.example/"), true);
});

Deno.test("parseConfig() refuses a MongoDB whose certificate would not be verified, and prints no value", () => {
  for (const option of ["tlsInsecure", "TLSAllowInvalidCertificates", "tlsAllowInvalidHostnames"]) {
    const url = `mongodb://user:secret@db.example/?${option}=true`;
    assert.throws(() => parseConfig({ MONGODB_URL: url }), (error: Error) => {
      assert.match(error.message, /MONGODB_URL: tls\w+ is refused/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  }
  assert.throws(
    () => parseConfig({ MONGODB_URL: "mongodb://db.example/?tls=false" }),
    /MONGODB_TLS/,
  );
  assert.throws(() => parseConfig({ MONGODB_URL: "http://db.example/" }), /MONGODB_URL: use/);
  assert.throws(
    () => parseConfig({ MONGODB_URL: "mongodb://x/", MONGODB_DB: "a/b" }),
    /MONGODB_DB/,
  );
});

Deno.test("parseConfig() says in production that data crosses the network in the clear", () => {
  const base = { APP_ENV: "production", PUBLIC_URL: "https://school.example", MONGODB_TLS: "off" };
  assert.equal(parseConfig({ ...base, MONGODB_URL: "mongodb://127.0.0.1/" }).warnings.length, 0);
  const { warnings } = parseConfig({ ...base, MONGODB_URL: "mongodb://mongo:27017/" });
  assert.match(warnings.join(), /MONGODB_TLS=off/);
});

Deno.test("parseConfig() refuses a URL that changes what reads and writes promise, and prints no value", () => {
  const url = (query: string) => ({ MONGODB_URL: `mongodb://user:secret@db.example/?${query}` });
  const options = [
    "readPreference=secondaryPreferred",
    "readpreference=nearest",
    "readPreferenceTags=dc:secret",
    "maxStalenessSeconds=120",
    "readConcernLevel=local",
    "w=1",
    "w=1&w=majority",
    "journal=false",
    "wtimeoutMS=100",
  ];
  for (const it of options) {
    assert.throws(() => parseConfig(url(it)), (error: Error) => {
      assert.match(error.message, new RegExp(`MONGODB_URL: ${it.split("=")[0]} would change`));
      assert.doesNotMatch(error.message, /secret|nearest|local|100|120/);
      return true;
    }, it);
  }
  const same = "w=majority&readPreference=primary&readConcernLevel=majority&journal=true";
  assert.equal(
    settings(url(`${same}&retryWrites=true`)).url,
    url(`${same}&retryWrites=true`).MONGODB_URL,
  );
});
