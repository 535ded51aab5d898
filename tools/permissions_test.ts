import assert from "node:assert/strict";
import { permissionFlags, storeHosts, WRITTEN } from "./permissions.ts";

function flag(name: string, env: Record<string, string>): string | undefined {
  return permissionFlags(env).find((it) => it.startsWith(`--${name}`));
}

Deno.test("permissionFlags() lets the server listen, read its own folders, write its data, and nothing else", () => {
  assert.equal(flag("allow-net", {}), "--allow-net=0.0.0.0:5001");
  assert.equal(flag("allow-read", {}), "--allow-read=/app,/data,/run/secrets");
  assert.equal(flag("allow-write", {}), "--allow-write=/data");
  assert.equal(flag("allow-ffi", {}), "--allow-ffi=/app/native/argon2.node");
  assert.equal(flag("allow-run", {}), undefined);
  assert.equal(flag("allow-import", {}), undefined);
  const open = permissionFlags({}).filter((it) => /^(-A|--allow-[a-z]+)$/.test(it));
  assert.deepEqual(open, [], "no permission without a list");
});

Deno.test("permissionFlags() names stores, and never what else stands in their addresses", () => {
  const env = { MONGODB_URL: "mongodb://u:hidden@a.example,b.example:27018/plp?replicaSet=rs0" };
  assert.equal(
    flag("allow-net", env),
    "--allow-net=0.0.0.0:5001,a.example:27017,b.example:27018",
  );
  assert.doesNotMatch(permissionFlags(env).join(" "), /hidden/);
});

Deno.test("permissionFlags() lets certificates be read where they lie", () => {
  const env = { TLS_CERT_FILE: "/certs/school.pem", TLS_KEY_FILE: "/run/secrets/key.pem" };
  assert.equal(flag("allow-read", env), "--allow-read=/app,/data,/run/secrets,/certs/school.pem");
});

Deno.test("storeHosts() knows every kind of store", () => {
  assert.deepEqual(storeHosts({}), []);
  assert.deepEqual(storeHosts({ MONGODB_URL: "mongodb+srv://u:p@c0.abc.mongodb.net/" }), [
    "*.abc.mongodb.net:27017",
    "127.0.0.11:53",
  ]);
  assert.deepEqual(storeHosts({ MONGODB_URL: "mongodb://[::1]/" }), ["[::1]:27017"]);
  assert.deepEqual(storeHosts({ REDIS_URL: "rediss://u:p@cache.example" }), ["cache.example:6379"]);
  assert.deepEqual(storeHosts({ REDIS_URL: "redis://127.0.0.1:38735/2" }), ["127.0.0.1:38735"]);
  assert.deepEqual(storeHosts({ UPSTASH_REDIS_REST_URL: "https://a-b.upstash.io" }), [
    "a-b.upstash.io:443",
  ]);
});

for (const { file, text } of WRITTEN) {
  Deno.test(`${file} holds the permissions as they are now; \`deno task permissions --write\` renews them`, async () => {
    const now = await Deno.readTextFile(new URL(`../${file}`, import.meta.url));
    assert.ok(now.includes(text()), text());
  });
}
