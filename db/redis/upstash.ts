import { Redis } from "@upstash/redis";
import type { Log } from "../../lib/log.ts";
import { Debts } from "./debts.ts";
import { Hearing } from "./hearing.ts";
import { type Note, noted } from "./noted.ts";
import type { OpenRedis } from "./open.ts";
import { CopiedSessionStore, type Copies } from "./sessions.ts";
import { streamBus } from "./stream_bus.ts";
import { upstashLimiter } from "./upstash_limits.ts";

const ANSWER_MS = 800;
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
  const say = sayChanges(log);
  const note: Note = (error) => {
    say(error);
    if (error === null) hearing.heard("me", performance.now());
    else hearing.lost();
  };
  const bus = streamBus({ client, prefix, note });
  const debts = new Debts();
  const timer = setInterval(() => debts.settle(), SETTLE_MS);
  const wholeMs = () => hearing.wholeMs(performance.now());
  return {
    bus,
    limiter: (limits) => upstashLimiter({ client, prefix, note }, limits),
    sessions: (primary, copyMs) =>
      new CopiedSessionStore(primary, copiesIn(client, note), {
        prefix,
        wholeMs,
        owe: (tell, ms) => debts.add(tell, ms),
        ...(copyMs !== undefined && { copyMs }),
      }),
    ping: async () => void await client.ping(),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await bus[Symbol.asyncDispose]();
    },
  };
}

function copiesIn(client: Redis, note: Note): Copies {
  return {
    both: ([one, other]) => noted(client.mget<[string | null, string | null]>(one, other), note),
    set: async (key, value, ms) => void await noted(client.set(key, value, { px: ms }), note),
  };
}

/** One line when Upstash goes away, one when it is back; never its own words, which repeat what was sent. */
function sayChanges(log: Log): (error: Error | null) => void {
  let away = false;
  return (error) => {
    if (away === (error !== null)) return;
    away = error !== null;
    const text = error ? `Upstash cannot be reached: ${error.name}` : "Upstash is back";
    log({ event: "warning", text });
  };
}
