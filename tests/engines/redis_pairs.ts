import { type OpenRedis, openRedis } from "../../db/redis/open.ts";
import type { RedisSettings } from "../../lib/process/config_redis.ts";
import { until } from "../contracts/bus_contract.ts";
import { redisUrl, withPrefix } from "./redis_server.ts";
import { type UpstashDouble, upstashDouble } from "./upstash_double.ts";

/** What two processes of one deployment open. */
export async function onTwo(
  settings: RedisSettings,
  test: (one: OpenRedis, other: OpenRedis) => Promise<void>,
): Promise<void> {
  await using one = await openRedis(settings, () => {});
  await using other = await openRedis(settings, () => {});
  await test(one, other);
}

/** The same over TCP, once they hear each other. */
export function onTcp(
  test: (one: OpenRedis, other: OpenRedis) => Promise<void>,
): Promise<void> {
  return withPrefix((prefix) =>
    onTwo({ over: "tcp", url: redisUrl(), prefix }, async (one, other) => {
      await until(() => one.bus.connected() && other.bus.connected(), "both hear each other");
      await test(one, other);
    })
  );
}

/** The same over HTTPS's protocol. */
export function onUpstash(
  test: (one: OpenRedis, other: OpenRedis, double: UpstashDouble) => Promise<void>,
): Promise<void> {
  return withPrefix(async (prefix) => {
    await using double = upstashDouble(redisUrl());
    const { url, token } = double;
    await onTwo(
      { over: "https", url, token, prefix },
      async (one, other) => {
        await until(() => [one, other].every(isUp), "both have reached it");
        await test(one, other, double);
      },
    );
  });
}

export function isUp({ connection }: OpenRedis): boolean {
  return connection.health().state === "up";
}
