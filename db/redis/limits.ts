import type { Redis } from "ioredis";
import { type Limiter, limiterOf, type Limits } from "../../lib/process/limits.ts";
import type { Guard } from "../../lib/store/outage/guard.ts";
import { type Evaluate, RedisCounter } from "./counter.ts";
import { InsuredCounter } from "./insured_counter.ts";

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
  const evaluate: Evaluate = (script, key, args) => client.eval(script, 1, key, ...args);
  return limiterOf(
    limits,
    (name) =>
      new InsuredCounter(new RedisCounter(evaluate, `${prefix}taken:${name}:`), {
        isUp: () => guard.isUp,
        share: (points) => Math.ceil(points / processes()),
      }),
  );
}
