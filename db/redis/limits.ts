import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { type Limiter, limiterOf, type Limits } from "../../lib/limits.ts";

/**
 * Limits counted in Redis for all processes together. While Redis is away each process counts for itself, up to its share.
 *
 * @param processes How many there were when all were last heard.
 */
export function redisLimiter(
  { client, prefix, processes }: { client: Redis; prefix: string; processes: () => number },
  limits: Limits,
): Limiter {
  const alone: { limiter: RateLimiterMemory; points: number }[] = [];
  const limiter = limiterOf(limits, ({ points, seconds: duration }, name) => {
    const insuranceLimiter = new RateLimiterMemory({ points, duration });
    alone.push({ limiter: insuranceLimiter, points });
    return new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `${prefix}limit:${name}`,
      points,
      duration,
      rejectIfRedisNotReady: true,
      insuranceLimiter,
    });
  });
  const share = () => {
    for (const { limiter, points } of alone) limiter.points = Math.ceil(points / processes());
  };
  return {
    take: (limit, key) => (share(), limiter.take(limit, key)),
    check: (limit, key) => (share(), limiter.check(limit, key)),
    clear: limiter.clear,
  };
}
