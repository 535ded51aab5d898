import type { Bus } from "../../lib/bus.ts";
import type { RedisSettings } from "../../lib/config_redis.ts";
import type { Log } from "../../lib/log.ts";

/** What the processes of one deployment share through Redis. */
export interface OpenRedis extends AsyncDisposable {
  bus: Bus;
  /** @throws {Error} when Redis does not answer in time. */
  ping(): Promise<void>;
}

/** Opens Redis over TCP or HTTPS as the settings say. It waits for no connection, and Redis may be away. */
export async function openRedis(settings: RedisSettings, log: Log): Promise<OpenRedis> {
  if (settings.over === "tcp") {
    const { openTcp } = await import("./tcp.ts");
    return openTcp(settings, log);
  }
  const { openUpstash } = await import("./upstash.ts");
  return openUpstash(settings);
}
