import { RateLimiterMemory } from "rate-limiter-flexible";
import { DomainError } from "./model/errors.ts";

/** What is limited, and how much of it in how many seconds. A whole school may share one address. */
export const LIMITS = {
  signInAddress: { points: 400, seconds: 300 },
  /** Wrong passwords for one name. */
  signInName: { points: 10, seconds: 900 },
  passwordReset: { points: 60, seconds: 3_600 },
  /** Requests that are not static files, by person or else by address. */
  person: { points: 1_200, seconds: 60 },
  address: { points: 6_000, seconds: 60 },
  upload: { points: 120, seconds: 600 },
  socket: { points: 3_000, seconds: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

export interface Limiter {
  /** Takes one point. @throws {DomainError} `rate` with the time to wait when none is left. */
  take(limit: LimitName, key: string): Promise<void>;
  /** Whether a point is left, without taking it. @throws {DomainError} `rate`. */
  check(limit: LimitName, key: string): Promise<void>;
  /** Gives all points back, as after a right password. */
  clear(limit: LimitName, key: string): Promise<void>;
}

function tooMany(ms: number): DomainError {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return new DomainError("rate", `Try again in ${wait}`, { retryAfterMs: ms });
}

/** Limits of this process. @param profile `off` lets everything through: development and load tests alone. */
export function memoryLimiter(profile: "school" | "off" = "school"): Limiter {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map((
      [name, { points, seconds }],
    ) => [name, new RateLimiterMemory({ points, duration: seconds })]),
  ) as Record<LimitName, RateLimiterMemory>;
  if (profile === "off") {
    return { take: async () => {}, check: async () => {}, clear: async () => {} };
  }
  return {
    async take(limit, key) {
      try {
        await limiters[limit].consume(key);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        throw tooMany((refused as { msBeforeNext: number }).msBeforeNext);
      }
    },
    async check(limit, key) {
      const used = await limiters[limit].get(key);
      if (used !== null && used.consumedPoints >= LIMITS[limit].points) {
        throw tooMany(used.msBeforeNext);
      }
    },
    async clear(limit, key) {
      await limiters[limit].delete(key);
    },
  };
}
