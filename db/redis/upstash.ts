import { Redis } from "@upstash/redis";
import type { Log } from "../../lib/process/log.ts";
import type { Marks } from "../../lib/store/outage/claims.ts";
import { Guard } from "../../lib/store/outage/guard.ts";
import { healthLog, optionalConnection } from "../../lib/store/outage/health.ts";
import type { Ask } from "./asking.ts";
import { Debts } from "./debts.ts";
import { Hearing } from "./hearing.ts";
import type { OpenRedis } from "./open.ts";
import { CopiedSessionStore, type Copies } from "./sessions.ts";
import { streamBus } from "./stream_bus.ts";
import { upstashLimiter } from "./upstash_limits.ts";

const ANSWER_MS = 800;
/** Every command costs money: while calls are answered it is hardly asked, and often only while it is away. */
const ASK_MS = 30_000;
const ASK_AWAY_MS = 2_000;
/** What could not be told is told again so often. */
const SETTLE_MS = 500;

/** Upstash's Redis over HTTPS: no connection, one retry, and no answer is waited for longer than 0.8 s. */
export function openUpstash(
  { url, token, prefix }: { url: string; token: string; prefix: string },
  log: Log,
): OpenRedis {
  const client = new Redis({
    url,
    token,
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(ANSWER_MS),
    automaticDeserialization: false,
    enableTelemetry: false,
    enableAutoPipelining: false,
  });
  const hearing = new Hearing("me");
  const guard = watchUpstash(client, log);
  const ask: Ask = async (call) => {
    try {
      const answer = await guard.run(call);
      hearing.heard("me", performance.now());
      return answer;
    } catch (error) {
      hearing.lost();
      throw error;
    }
  };
  guard.start();
  const bus = streamBus({ client, prefix, ask });
  const debts = new Debts();
  const timer = setInterval(() => debts.settle(), SETTLE_MS);
  const wholeMs = () => hearing.wholeMs(performance.now());
  return {
    bus,
    // Its service does not say when a change is on disk.
    journal: null,
    marks: marksIn({ client, prefix, ask }),
    wire: null,
    connection: optionalConnection("upstash", () => guard.health),
    limiter: (limits) => upstashLimiter({ client, prefix, ask }, limits),
    sessions: (primary, copyMs) =>
      new CopiedSessionStore(primary, copiesIn(client, ask), {
        prefix,
        wholeMs,
        owe: (tell, ms) => debts.add(tell, ms),
        ...(copyMs !== undefined && { copyMs }),
      }),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await guard.stop();
      await bus[Symbol.asyncDispose]();
    },
  };
}

/** No failure is a refusal: what is asked is always the same few commands. */
function watchUpstash(client: Redis, log: Log): Guard {
  return new Guard({
    name: "upstash",
    isOutage: () => true,
    probe: async () => void await client.ping(),
  }, {
    now: Date.now,
    changed: healthLog(log, "upstash"),
    everyMs: ASK_MS,
    everyDownMs: ASK_AWAY_MS,
    probeMs: 2 * ANSWER_MS,
  });
}

function marksIn({ client, prefix, ask }: { client: Redis; prefix: string; ask: Ask }): Marks {
  return {
    get: (key) => ask(() => client.get<string>(prefix + key)),
    set: async (key, value, ms) =>
      void await ask(() => client.set(prefix + key, value, { px: ms })),
    setIfNew: async (key, value, ms) =>
      await ask(() => client.set(prefix + key, value, { px: ms, nx: true })) === "OK",
    remove: async (key) => void await ask(() => client.del(prefix + key)),
    join: async (key, member, ms) =>
      void await ask(() =>
        client.multi().sadd(prefix + key, member).pexpire(prefix + key, ms).exec()
      ),
    leave: async (key, members) => void await ask(() => client.srem(prefix + key, ...members)),
    hasMembers: async (key) => await ask(() => client.exists(prefix + key)) === 1,
  };
}

function copiesIn(client: Redis, ask: Ask): Copies {
  return {
    both: ([one, other]) => ask(() => client.mget<[string | null, string | null]>(one, other)),
    set: async (key, value, ms) => void await ask(() => client.set(key, value, { px: ms })),
  };
}
