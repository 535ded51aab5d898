import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { type Limiter, limiterOf, type LimitName, type Limits } from "../../lib/limits.ts";
import type { Guard } from "../../lib/outage/guard.ts";

/**
 * Limits counted in Redis for all processes together. While Redis is away each process counts for itself, up to its share.
 *
 * @param processes How many there were when all were last heard.
 */
export function redisLimiter(
  { client, prefix, processes, guard }: {
    client: Redis;
    prefix: string;
    processes: () => number;
    guard: Pick<Guard, "isUp">;
  },
  limits: Limits,
): Limiter {
  const shares = new Map<LimitName, RateLimiterMemory>();
  const alone = limiterOf(limits, ({ points, seconds: duration }, name) => {
    const share = new RateLimiterMemory({ points, duration });
    shares.set(name, share);
    return share;
  });
  const together = limiterOf(limits, ({ points, seconds: duration }, name) => {
    const insuranceLimiter = shares.get(name)!;
    return new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `${prefix}limit:${name}`,
      points,
      duration,
      rejectIfRedisNotReady: true,
      insuranceLimiter,
    });
  });
  /** While Redis is known to be away nobody waits for it; a call that fails before that is known is insured. */
  const counting = (): Limiter => {
    for (const [name, share] of shares) {
      share.points = Math.ceil(limits[name].points / processes());
    }
    return guard.isUp ? together : alone;
  };
  return {
    take: (limit, key) => counting().take(limit, key),
    check: (limit, key) => counting().check(limit, key),
    clear: (limit, key) => counting().clear(limit, key),
  };
}
