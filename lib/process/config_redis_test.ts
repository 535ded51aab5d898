import assert from "node:assert/strict";
import { parseConfig } from "./config.ts";

const UPSTASH = {
  UPSTASH_REDIS_REST_URL: "https://school.upstash.io",
  UPSTASH_REDIS_REST_TOKEN: "secret",
};

Deno.test("parseConfig() keeps to one process unless a Redis is named", () => {
  assert.equal(parseConfig({}).redis, null);
  assert.equal(parseConfig({ REDIS_URL: "", REDIS_PREFIX: "x:" }).redis, null);
  const warned = parseConfig({ REDIS_URI: "redis://x/", UPSTASH_REDIS_URL: "https://x/" });
  assert.equal(warned.redis, null);
  assert.match(warned.warnings.join(), /REDIS_URI.*called REDIS_URL/);
  assert.match(warned.warnings.join(), /UPSTASH_REDIS_URL.*called UPSTASH_REDIS_REST_URL/);
});

Deno.test("parseConfig() takes Redis over TCP, or Upstash over HTTPS, with a prefix", () => {
  const tcp = { over: "tcp", url: "redis://127.0.0.1:6379/", prefix: "plp:" };
  assert.deepEqual(parseConfig({ REDIS_URL: tcp.url }).redis, tcp);
  assert.deepEqual(
    parseConfig({ REDIS_URL: "rediss://:p%40ss@r:6380/2", REDIS_PREFIX: "a:" }).redis,
    {
      over: "tcp",
      url: "rediss://:p%40ss@r:6380/2",
      prefix: "a:",
    },
  );
  assert.deepEqual(parseConfig(UPSTASH).redis, {
    over: "https",
    url: "https://school.upstash.io",
    token: "secret",
    prefix: "plp:",
  });
});

Deno.test("parseConfig() refuses half a Redis, two of them, and one it cannot read, without its value", () => {
  const bad: [Record<string, string>, RegExp][] = [
    [{ UPSTASH_REDIS_REST_URL: "https://secret.upstash.io" }, /set both or none/],
    [{ UPSTASH_REDIS_REST_TOKEN: "secret" }, /set both or none/],
    [{ ...UPSTASH, REDIS_URL: "redis://secret/" }, /set one of them/],
    [{ REDIS_URL: "http://secret/" }, /REDIS_URL: use/],
    [{ REDIS_URL: "secret:6379" }, /REDIS_URL: use/],
    [{ REDIS_URL: "rediss://secret/?rejectUnauthorized=false" }, /REDIS_URL: options/],
    [
      { ...UPSTASH, UPSTASH_REDIS_REST_URL: "http://secret.example" },
      /UPSTASH_REDIS_REST_URL: use/,
    ],
    [{ REDIS_URL: "redis://secret/", REDIS_PREFIX: "a b" }, /REDIS_PREFIX/],
  ];
  for (const [env, problem] of bad) {
    assert.throws(() => parseConfig(env), (error: Error) => {
      assert.match(error.message, problem);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  }
});

Deno.test("parseConfig() says in production that Redis is reached in the clear", () => {
  const base = { APP_ENV: "production", PUBLIC_URL: "https://school.example" };
  const warnings = (url: string) => parseConfig({ ...base, REDIS_URL: url }).warnings;
  assert.deepEqual(warnings("redis://127.0.0.1:6379/"), []);
  assert.deepEqual(warnings("rediss://redis:6379/"), []);
  assert.match(warnings("redis://redis:6379/").join(), /in the clear/);
});
