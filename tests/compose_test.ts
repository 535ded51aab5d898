import assert from "node:assert/strict";
import { parse } from "yaml";
import { z } from "zod";
import { parseConfig, VARIABLES } from "../lib/config.ts";
import { storeHosts } from "../tools/permissions.ts";
import { environment, execForm, last, stage } from "./dockerfile.ts";

const ROOT = new URL("..", import.meta.url);
const ServiceSchema = z.object({
  profiles: z.array(z.string()).default([]),
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const text = Deno.readTextFileSync(new URL("docker-compose.yml", ROOT));
const { services, volumes } = z.object({
  services: z.record(z.string(), ServiceSchema),
  volumes: z.record(z.string(), z.null()),
}).parse(parse(text));
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

Deno.test("every volume is declared, and lies where the image made a folder of the user's own", () => {
  const named = Object.values(services).flatMap((it) => it.volumes).map((it) => it.split(":")[0]!)
    .filter((it) => !it.startsWith("."));
  assert.ok(named.length > 0);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(volumes).sort());
  const made = stage("deps").instructions.map((it) => it.getTextContent()).join("\n");
  const owned = /install -d -o 1993 -g 1993 (.*)/.exec(made)?.[1]?.split(" ") ?? [];
  for (const it of app!.volumes.filter((volume) => !volume.startsWith("."))) {
    assert.ok(owned.includes(it.split(":")[1]!), it);
  }
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

Deno.test("profile prod: the image's own settings hold, whatever .env says, and nothing else is let loose", () => {
  const own = environment(stage("production"));
  for (const name of ["APP_ENV", "HOST", "PORT", "DATA_DIR"]) {
    assert.equal(production!.environment[name], own[name], name);
  }
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
  const command = production!.command!.map((it) =>
    it.replace("${STORE_HOSTS:+,}${STORE_HOSTS:-}", "")
  );
  assert.deepEqual(command, execForm(last(stage("production"), "CMD")));
});

Deno.test("an engine waits longer for the server's end than the server takes", () => {
  for (const { stop_grace_period: wait } of [app!, production!]) {
    assert.ok(Number.parseFloat(wait!) * 1_000 > parseConfig({}).shutdownMs, wait);
  }
});
