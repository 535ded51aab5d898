import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import {
  type Limiter,
  type LimitName,
  type Limits,
  memoryLimiter,
  tooMany,
} from "../../lib/limits.ts";
import type { Ask } from "./asking.ts";

interface Counter {
  rate: Ratelimit;
  /** Key of what was counted for `key` in the present window. */
  counted(key: string): string;
}

/** Limits counted in Upstash for all processes together, in fixed windows; by each process alone while it is away. */
export function upstashLimiter(
  { client, prefix, ask }: { client: Redis; prefix: string; ask: Ask },
  limits: Limits,
): Limiter {
  const alone = memoryLimiter(limits);
  const counters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      counterOf(client, `${prefix}limit:${name}`, limit),
    ]),
  ) as Record<LimitName, Counter>;
  return {
    async take(limit, key) {
      const asked = ask(() => counters[limit].rate.limit(key));
      // Any failure: this process counts alone.
      const { success, reset } = await asked.catch(() => AWAY);
      if (reset === AWAY.reset) return await alone.take(limit, key);
      if (!success) throw tooMany(reset - Date.now());
    },
    async check(limit, key) {
      const asked = ask(() => counters[limit].rate.getRemaining(key));
      // Any failure: this process counts alone.
      const { remaining, reset } = await asked.catch(() => AWAY);
      if (reset === AWAY.reset) return await alone.check(limit, key);
      if (remaining <= 0) throw tooMany(reset - Date.now());
    },
    async clear(limit, key) {
      await alone.clear(limit, key);
      // Any failure: where it cannot be told, the points come back with the next window.
      await ask(() => client.del(counters[limit].counted(key))).catch(() => {});
    },
  };
}

/** In place of an answer. */
const AWAY = { success: true, remaining: 1, reset: -1 } as const;

function counterOf(
  redis: Redis,
  prefix: string,
  { points, seconds }: { points: number; seconds: number },
): Counter {
  const rate = new Ratelimit({
    redis,
    prefix,
    limiter: Ratelimit.fixedWindow(points, `${seconds} s`),
    ephemeralCache: false,
    // The client has its own; this one would let everybody through.
    timeout: 0,
  });
  // Its own way to forget a key searches all keys for a pattern that the key is part of.
  const counted = (key: string) => `${prefix}:${key}:${Math.floor(Date.now() / (seconds * 1_000))}`;
  return { rate, counted };
}
