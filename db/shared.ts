import { memoryBus } from "../lib/bus.ts";
import type { RedisSettings } from "../lib/config_redis.ts";
import type { Log } from "../lib/log.ts";
import type { OpenRedis } from "./redis/open.ts";

/** What processes share beside the stores; a process alone keeps it in memory. */
export type Shared = Pick<OpenRedis, "bus"> & AsyncDisposable;

/** Opens the Redis that the environment names, which may be away; the driver is loaded where it is needed alone. */
export async function openShared(settings: RedisSettings | null, log: Log): Promise<Shared> {
  if (settings === null) return { bus: memoryBus(), [Symbol.asyncDispose]: async () => {} };
  const { openRedis } = await import("./redis/open.ts");
  return await openRedis(settings, log);
}
