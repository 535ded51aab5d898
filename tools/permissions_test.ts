import assert from "node:assert/strict";
import { localFlags, permissionFlags, storeHosts, WRITTEN } from "./permissions.ts";

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

const PLACE = { addons: ["addon"], reads: ["/usr/bin/ldd"], resolvers: ["10.0.0.2:53"] };

Deno.test("localFlags() lets the server of a folder do what the image's may, there", () => {
  const of = (env: Record<string, string>, name: string) =>
    localFlags(env, PLACE).find((it) => it.startsWith(`--${name}=`));
  assert.equal(of({}, "allow-net"), "--allow-net=0.0.0.0:5001");
  assert.equal(of({}, "allow-read"), "--allow-read=.,./data,/usr/bin/ldd");
  assert.equal(of({}, "allow-write"), "--allow-write=./data");
  assert.equal(of({}, "allow-ffi"), "--allow-ffi=addon");
  const env = {
    ...{ HOST: "::1", PORT: "80", DATA_DIR: "/srv/plp", TLS_CERT_FILE: "/etc/tls/c.pem" },
    ...{ REDIS_URL_FILE: "/etc/redis_url", MONGODB_URL: "mongodb+srv://u:p@c0.abc.example/" },
  };
  assert.equal(of(env, "allow-net"), "--allow-net=[::1]:80,*.abc.example:27017,10.0.0.2:53");
  assert.equal(
    of(env, "allow-read"),
    "--allow-read=.,/srv/plp,/etc/tls/c.pem,/etc/redis_url,/usr/bin/ldd",
  );
  assert.equal(of(env, "allow-write"), "--allow-write=/srv/plp");
  const kinds = (flags: string[]) => flags.map((it) => it.split("=")[0]);
  assert.deepEqual(kinds(localFlags(env, PLACE)), kinds(permissionFlags(env)));
});

Deno.test("localFlags() refuses a path that the task's shell would split", () => {
  for (const path of ["/srv/my data", "/srv/a,b", "/srv/a\tb"]) {
    assert.throws(() => localFlags({ DATA_DIR: path }, PLACE), /holds a blank or a comma/);
    assert.throws(() => localFlags({ TLS_KEY_FILE: path }, PLACE), /holds a blank or a comma/);
  }
});
