import assert from "node:assert/strict";
import { parseConfig, VARIABLES } from "../../lib/process/config.ts";
import { permissionFlags, storeHosts } from "../../tools/permissions.ts";
import { productionCommand, services, volumes } from "./compose.ts";

const ROOT = new URL("../..", import.meta.url);
const { app, mongo, redis, production, proxy } = services;

function settings(path: string): Record<string, string> {
  const lines = Deno.readTextFileSync(new URL(path, ROOT)).split("\n");
  return Object.fromEntries(
    lines.filter((it) => /^[A-Z]/.test(it)).map((it) => it.split(/=(.*)/s).slice(0, 2)),
  );
}

Deno.test("docker compose up is development alone, and for this machine alone", () => {
  const unnamed = Object.keys(services).filter((name) => services[name]!.profiles.length === 0);
  assert.deepEqual(unnamed, ["app"]);
  assert.deepEqual(app!.build?.target, "development");
  assert.deepEqual(app!.ports, ["127.0.0.1:5001:5001"], "its passwords are known to everybody");
  assert.deepEqual(Object.keys(services), ["app", "mongo", "redis", "production", "proxy"]);
});

Deno.test("everything that `deno task dev` watches and loads is mounted, and stays as it is", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const watched = /--watch=(\S+)/.exec(tasks.dev)![1]!.split(",");
  assert.ok(watched.length > 5);
  for (const path of [...watched, "tools", "deno.json", "deno.lock"]) {
    assert.ok(app!.volumes.includes(`./${path}:/app/${path}:ro`), path);
  }
});

Deno.test("every volume is declared, and the school's is the server's data", () => {
  const named = Object.values(services).flatMap((it) => it.volumes).map((it) => it.split(":")[0]!)
    .filter((it) => !it.startsWith("."));
  assert.ok(named.length > 0);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(volumes).sort());
  assert.ok(production!.volumes.includes("school:/data"));
});

Deno.test("profile full: the server finds MongoDB as a replica set, and Redis that keeps what it is told", () => {
  const env = settings("deploy/env/full.env");
  const { mongo: found } = parseConfig(env);
  assert.equal(found?.tls, false);
  assert.match(env.MONGODB_URL!, /replicaSet=rs0/);
  assert.deepEqual(storeHosts(env), ["mongo:27017", "redis:6379"]);
  assert.notEqual(env.DATA_DIR, settings("deploy/env/embedded.env").DATA_DIR);
  assert.deepEqual([mongo!.profiles, redis!.profiles], [["full"], ["full"]]);
  assert.deepEqual(mongo!.command, ["mongod", "--replSet", "rs0", "--bind_ip_all"]);
  assert.match(mongo!.healthcheck!.test.at(-1)!, /host: "mongo:27017"/);
  const kept = ["--appendonly yes", "--appendfsync always", "--maxmemory-policy noeviction"];
  for (const it of kept) assert.ok(redis!.command!.join(" ").includes(it), it);
});

Deno.test("profile prod: settings that the server knows, and nothing else is let loose", () => {
  const read = Object.keys(production!.environment).filter((name) => !name.startsWith("DENO_"));
  assert.deepEqual(read.filter((name) => !VARIABLES.includes(name)), []);
  for (const it of [production!, proxy!]) {
    assert.equal(it.read_only, true);
    assert.deepEqual(it.cap_drop, ["ALL"]);
    assert.deepEqual(it.security_opt, ["no-new-privileges:true"]);
    assert.ok(it.mem_limit);
    assert.ok(it.tmpfs[0]?.startsWith("/tmp:"));
  }
  assert.deepEqual(production!.ports, [], "only the proxy is reached from outside");
  assert.deepEqual(productionCommand(), ["run", ...permissionFlags({}), "build/server/main.js"]);
});

Deno.test("an engine waits longer for the server's end than the server takes", () => {
  for (const { stop_grace_period: wait } of [app!, production!]) {
    assert.ok(Number.parseFloat(wait!) * 1_000 > parseConfig({}).shutdownMs, wait);
  }
});

Deno.test("the build is told no secret, and sees nothing that is not named for it", async () => {
  const text = (name: string) => Deno.readTextFile(new URL(name, ROOT));
  assert.doesNotMatch(
    await text("Dockerfile"),
    /^(ARG|ENV).*(SECRET|PASSWORD|TOKEN|MONGODB_URL)/m,
  );
  const lines = (await text(".dockerignore")).split("\n");
  assert.equal(lines.find((line) => line && !line.startsWith("#")), "*");
});
