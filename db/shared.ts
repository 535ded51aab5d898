import { memoryBus } from "../lib/bus.ts";
import type { RedisSettings } from "../lib/config_redis.ts";
import { memoryLimiter } from "../lib/limits.ts";
import type { Log } from "../lib/log.ts";
import type { OpenRedis } from "./redis/open.ts";

/** What processes share beside the stores; a process alone keeps it in memory. */
export type Shared = Pick<OpenRedis, "bus" | "limiter" | "sessions"> & AsyncDisposable;

/** Opens the Redis that the environment names, which may be away; the driver is loaded where it is needed alone. */
export async function openShared(settings: RedisSettings | null, log: Log): Promise<Shared> {
  if (settings === null) return alone();
  const { openRedis } = await import("./redis/open.ts");
  return await openRedis(settings, log);
}

function alone(): Shared {
  return {
    bus: memoryBus(),
    limiter: memoryLimiter,
    sessions: (primary) => primary,
    [Symbol.asyncDispose]: async () => {},
  };
}
