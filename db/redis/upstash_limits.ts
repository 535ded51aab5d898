import type { Redis } from "@upstash/redis";
import { type Limiter, limiterOf, type Limits } from "../../lib/process/limits.ts";
import type { Ask } from "./asking.ts";
import { type Evaluate, RedisCounter } from "./counter.ts";
import { InsuredCounter } from "./insured_counter.ts";

/** Limits counted in Upstash for all processes together; by each process alone while it is away. */
export function upstashLimiter(
  { client, prefix, ask }: { client: Redis; prefix: string; ask: Ask },
  limits: Limits,
): Limiter {
  const evaluate: Evaluate = (script, key, args) =>
    ask(() => client.eval(script, [key], [...args]));
  // Whether it is there shows in each answer.
  const insurance = { isUp: () => true, share: (points: number) => points };
  return limiterOf(
    limits,
    (name) => new InsuredCounter(new RedisCounter(evaluate, `${prefix}taken:${name}:`), insurance),
  );
}
