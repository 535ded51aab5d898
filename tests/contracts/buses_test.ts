import assert from "node:assert/strict";
import { openRedis } from "../../db/redis/open.ts";
import type { RedisSettings } from "../../lib/process/config_redis.ts";
import { testBus, until } from "./bus_contract.ts";
import { wait } from "../faults/random.ts";
import { onTcp, onTwo, onUpstash } from "../engines/redis_pairs.ts";
import { onRedis, ownRedis, redisUrl, withPrefix } from "../engines/redis_server.ts";

testBus("Redis", (test) => onTcp((one, other) => test(one.bus, other.bus)), onRedis);

testBus("Upstash", (test) => onUpstash((one, other) => test(one.bus, other.bus)), onRedis);

Deno.test(
  "a bus over Redis tells its own process while Redis is away, and everybody once it is back",
  onRedis,
  async () => {
    await using server = await ownRedis();
    await onTwo({ over: "tcp", url: server.url, prefix: "t:" }, async (one, other) => {
      let own = 0;
      let others = 0;
      one.bus.subscribe("a", () => own++);
      other.bus.subscribe("a", () => others++);
      other.bus.subscribe("b", () => others++);
      await until(() => one.bus.connected() && other.bus.connected(), "both hear each other");
      await server.stop("SIGKILL");
      await until(() => !one.bus.connected() && !other.bus.connected(), "both know", 1_300);
      [own, others] = [0, 0];
      one.bus.publish("a");
      assert.equal(own, 1);
      await until(() => one.connection.health().state === "down", "it is said", 2_000);
      await wait(200);
      assert.equal(others, 0);
      await server.start();
      await until(() => one.bus.connected() && other.bus.connected(), "both hear each other again");
      await until(() => others >= 2 && own >= 2, "everybody was told");
      await until(() => one.connection.health().state === "up", "and that it is back");
      // A busy machine may break the hearing once more, and then everybody is told again.
      for (let i = 0; i < 10 && others > 0; i++) {
        others = 0;
        await wait(1_200);
      }
      assert.equal(others, 0, "and then no more");
    });
  },
);

Deno.test(
  "a bus over Redis knows of a Redis that answers nothing, and goes on with it",
  onRedis,
  async () => {
    await using server = await ownRedis();
    await onTwo({ over: "tcp", url: server.url, prefix: "t:" }, async (one, other) => {
      let heard = 0;
      other.bus.subscribe("a", () => heard++);
      await until(() => one.bus.connected() && other.bus.connected(), "both hear each other");
      server.stall();
      await until(() => !one.bus.connected() && !other.bus.connected(), "both know", 1_500);
      await until(() => one.connection.health().state === "down", "it is said", 2_000);
      one.bus.publish("a");
      await wait(2_500);
      server.goOn();
      await until(() => one.bus.connected() && other.bus.connected(), "both hear each other again");
      await until(() => heard > 0, "what was said then is heard");
      await wait(1_500);
      assert.deepEqual([one, other].map((it) => it.connection.health().state), ["up", "up"]);
    });
  },
);

Deno.test(
  "a bus over Redis does not miss a process that took leave",
  onRedis,
  () =>
    withPrefix(async (prefix) => {
      const settings: RedisSettings = { over: "tcp", url: redisUrl(), prefix };
      await using here = await openRedis(settings, () => {});
      {
        await using there = await openRedis(settings, () => {});
        await until(() => here.bus.connected() && there.bus.connected(), "both hear each other");
      }
      await wait(1_500);
      assert.ok(here.bus.connected());
    }),
);

Deno.test(
  "a bus over Upstash costs nothing while nobody listens, and tells everybody after a break",
  onRedis,
  () =>
    onUpstash(async ({ bus, connection }, other, double) => {
      await wait(700);
      assert.equal(double.commands, 2, "each asked once whether it is there");
      let heard = 0;
      const stop = bus.subscribe("a", () => heard++);
      await until(() => bus.connected(), "it is read");
      await double.stop();
      await until(() => !bus.connected(), "it knows", 2_000);
      await until(() => connection.health().state === "down", "it is said", 4_000);
      other.bus.publish("a");
      heard = 0;
      await wait(600);
      assert.equal(heard, 0);
      double.start();
      await until(() => bus.connected() && heard > 0, "everybody is told");
      stop();
      await wait(1_200);
      const before = double.commands;
      await wait(700);
      assert.equal(double.commands, before);
    }),
);
