import { Redis, type RedisOptions } from "ioredis";

const END_MS = 1_000;

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
export function connectRedis(url: string): Redis {
  const client = new Redis(url, OPTIONS);
  // Whoever watches it says what is wrong; without a listener the driver would print it.
  client.on("error", () => {});
  start(client);
  return client;
}

/** A second connection of the same kind, for subscribing. */
export function furtherConnection(client: Redis): Redis {
  const further = client.duplicate({ autoResubscribe: false });
  further.on("error", () => {});
  return further;
}

/** Connects in the background. */
export function start(client: Redis): void {
  // Any failure: the driver goes on by itself, and an `error` event says why it has to.
  client.connect().catch(() => {});
}

/** Ends it, and waits until it has. */
export async function end(client: Redis): Promise<void> {
  if (client.status === "end") return;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.once("end", resolve);
  // One that is just being made may break off without a word.
  const late = setTimeout(resolve, END_MS);
  client.disconnect();
  await ended;
  clearTimeout(late);
}
