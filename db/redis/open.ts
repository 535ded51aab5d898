import type { Bus } from "../../lib/process/bus.ts";
import type { RedisSettings } from "../../lib/process/config_redis.ts";
import type { Limiter, Limits } from "../../lib/process/limits.ts";
import type { Log } from "../../lib/process/log.ts";
import type { Marks } from "../../lib/store/outage/claims.ts";
import type { Connection } from "../../lib/store/outage/health.ts";
import type { OutageJournal } from "../../lib/store/outage/journal.ts";
import type { SessionStore } from "../../lib/access/sessions.ts";

/** What the processes of one deployment share through Redis. */
export interface OpenRedis extends AsyncDisposable {
  bus: Bus;
  limiter(limits: Limits): Limiter;
  /** The same sessions, read from copies where that is safe. @param copyMs How long a copy lives, for tests. */
  sessions(primary: SessionStore, copyMs?: number): SessionStore;
  /** Shared by all processes, where Redis can keep one. */
  journal: OutageJournal | null;
  /** Notes that all processes see at once. */
  marks: Marks;
  /** For every change of the stores; `null` where each message costs too much. */
  wire: Bus | null;
  connection: Connection;
}

/** Opens Redis over TCP or HTTPS as the settings say. It waits for no connection, and Redis may be away. */
export async function openRedis(settings: RedisSettings, log: Log): Promise<OpenRedis> {
  if (settings.over === "tcp") {
    const { openTcp } = await import("./tcp.ts");
    return openTcp(settings, log);
  }
  const { openUpstash } = await import("./upstash.ts");
  return openUpstash(settings, log);
}
