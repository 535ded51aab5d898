import type { Redis } from "ioredis";
import type { Log } from "../../lib/process/log.ts";
import type { Marks } from "../../lib/store/outage/claims.ts";
import type { Guard } from "../../lib/store/outage/guard.ts";
import { optionalConnection } from "../../lib/store/outage/health.ts";
import { redisBus } from "./bus.ts";
import { connectRedis, end } from "./connection.ts";
import { redisLimiter } from "./limits.ts";
import type { OpenRedis } from "./open.ts";
import { RedisOutageJournal } from "./outage_journal.ts";
import { CopiedSessionStore, type Copies } from "./sessions.ts";
import { watchDurability, watchRedis } from "./watch.ts";

/** Redis over TCP, with two connections: one for commands, one to listen. */
export function openTcp({ url, prefix }: { url: string; prefix: string }, log: Log): OpenRedis {
  const client = connectRedis(url);
  const guard = watchRedis(client, log);
  const isDurable = watchDurability(client, log);
  client.once("ready", () => guard.ask());
  guard.start();
  const bus = redisBus(client, prefix);
  return {
    bus,
    journal: new RedisOutageJournal({ client, prefix, guard, isDurable, log }),
    marks: marksIn({ client, prefix, guard }),
    wire: bus,
    connection: optionalConnection("redis", () => guard.health),
    limiter: (limits) => redisLimiter({ client, prefix, processes: bus.processes, guard }, limits),
    sessions: (primary, copyMs) =>
      new CopiedSessionStore(primary, copiesIn(client), {
        prefix,
        wholeMs: bus.wholeMs,
        owe: bus.owe,
        ...(copyMs !== undefined && { copyMs }),
      }),
    async [Symbol.asyncDispose]() {
      await guard.stop();
      await bus[Symbol.asyncDispose]();
      await end(client);
    },
  };
}

function marksIn(
  { client, prefix, guard }: { client: Redis; prefix: string; guard: Guard },
): Marks {
  const ask = <T>(work: () => Promise<T>) => guard.run(work);
  return {
    get: (key) => ask(() => client.get(prefix + key)),
    set: async (key, value, ms) => void await ask(() => client.set(prefix + key, value, "PX", ms)),
    setIfNew: async (key, value, ms) =>
      await ask(() => client.set(prefix + key, value, "PX", ms, "NX")) === "OK",
    remove: async (key) => void await ask(() => client.del(prefix + key)),
    join: (key, member, ms) =>
      ask(async () => {
        const change = client.multi().sadd(prefix + key, member).pexpire(prefix + key, ms);
        for (const [error] of await change.exec() ?? []) if (error) throw error;
      }),
    leave: async (key, members) => void await ask(() => client.srem(prefix + key, ...members)),
    hasMembers: async (key) => await ask(() => client.exists(prefix + key)) === 1,
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
