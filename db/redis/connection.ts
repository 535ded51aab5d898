import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "../../lib/log.ts";

const OPTIONS = {
  lazyConnect: true,
  connectTimeout: 2_000,
  disconnectTimeout: 200,
  commandTimeout: 300,
  // A connection that has stopped answering is given up, and made anew.
  socketTimeout: 2_000,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  retryStrategy: (times: number) =>
    Math.min(50 * 2 ** Math.min(times, 5), 1_000) * (0.75 + Math.random() / 2),
  family: 0,
} satisfies RedisOptions;

/** A connection to Redis that is made in the background, and again whenever it breaks; it never ends the process. */
export function connectRedis(url: string, log: Log): Redis {
  const client = new Redis(url, OPTIONS);
  sayChanges(client, log);
  start(client);
  return client;
}

/** A second connection of the same kind, for subscribing. */
export function furtherConnection(client: Redis): Redis {
  const further = client.duplicate({ autoResubscribe: false });
  // The first connection tells the log.
  further.on("error", () => {});
  return further;
}

/** Connects in the background. */
export function start(client: Redis): void {
  // The driver goes on by itself, and an `error` event says why it has to.
  client.connect().catch(() => {});
}

/** Ends it, and waits until it has. */
export async function end(client: Redis): Promise<void> {
  const open = client.status === "ready" || client.status === "connect";
  const ended = new Promise<void>((done) => client.once("end", done));
  client.disconnect();
  if (open) await ended;
}

/** One line when Redis goes away, one when it is back. */
function sayChanges(client: Redis, log: Log): void {
  let away = false;
  client.on("error", (error: Error & { code?: string }) => {
    if (away) return;
    away = true;
    log({ event: "warning", text: `Redis cannot be reached: ${error.code ?? error.name}` });
  });
  client.on("ready", () => {
    if (away) log({ event: "warning", text: "Redis is back" });
    away = false;
  });
}
