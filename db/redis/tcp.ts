import type { Redis } from "ioredis";
import type { Log } from "../../lib/log.ts";
import { redisBus } from "./bus.ts";
import { connectRedis, end } from "./connection.ts";
import { redisLimiter } from "./limits.ts";
import type { OpenRedis } from "./open.ts";
import { CopiedSessionStore, type Copies } from "./sessions.ts";

/** Redis over TCP, with two connections: one for commands, one to listen. */
export function openTcp({ url, prefix }: { url: string; prefix: string }, log: Log): OpenRedis {
  const client = connectRedis(url, log);
  const bus = redisBus(client, prefix);
  return {
    bus,
    limiter: (limits) => redisLimiter({ client, prefix, processes: bus.processes }, limits),
    sessions: (primary, copyMs) =>
      new CopiedSessionStore(primary, copiesIn(client), {
        prefix,
        wholeMs: bus.wholeMs,
        owe: bus.owe,
        ...(copyMs !== undefined && { copyMs }),
      }),
    ping: async () => void await client.ping(),
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await end(client);
    },
  };
}

function copiesIn(client: Redis): Copies {
  return {
    async both(keys) {
      const [one = null, other = null] = await client.mget(...keys);
      return [one, other];
    },
    set: async (key, value, ms) => void await client.set(key, value, "PX", ms),
  };
}
