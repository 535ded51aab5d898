import { memoryBus } from "../lib/process/bus.ts";
import type { RedisSettings } from "../lib/process/config_redis.ts";
import { memoryLimiter } from "../lib/process/limits.ts";
import type { Log } from "../lib/process/log.ts";
import type { Marks } from "../lib/store/outage/claims.ts";
import type { Connection } from "../lib/store/outage/health.ts";
import type { OpenRedis } from "./redis/open.ts";

/** What processes share beside the stores; a process alone keeps it in memory. */
export interface Shared
  extends Pick<OpenRedis, "bus" | "limiter" | "sessions" | "journal" | "wire">, AsyncDisposable {
  /** `null`: there is one process. */
  marks: Marks | null;
  connections: readonly Connection[];
}

/** Opens the Redis that the environment names, which may be away; the driver is loaded where it is needed alone. */
export async function openShared(settings: RedisSettings | null, log: Log): Promise<Shared> {
  if (settings === null) return alone();
  const { openRedis } = await import("./redis/open.ts");
  const redis = await openRedis(settings, log);
  return { ...redis, connections: [redis.connection] };
}

function alone(): Shared {
  return {
    bus: memoryBus(),
    limiter: (limits) => memoryLimiter(limits),
    sessions: (primary) => primary,
    journal: null,
    marks: null,
    wire: null,
    connections: [],
    [Symbol.asyncDispose]: async () => {},
  };
}
