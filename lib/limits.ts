import type { RateLimiterAbstract } from "rate-limiter-flexible";
// The package's own index loads a limiter for every database there is.
import Memory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { DomainError } from "./model/errors.ts";

const RateLimiterMemory = Memory as typeof import("rate-limiter-flexible").RateLimiterMemory;

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

/** What is said to whoever took all points. @param ms Until there are some again. */
export function tooMany(ms: number): DomainError {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return new DomainError("rate", `Try again in ${wait}`, { retryAfterMs: ms });
}

/** Points and seconds by name. */
export type Limits = Readonly<Record<LimitName, { points: number; seconds: number }>>;

/**
 * The limits that a setting means: `off`, `school`, or `school` with changes, as `signInAddress=900/300,person=2000/60`
 * (points/seconds).
 *
 * @returns `null` for `off`.
 * @throws {Error} naming what cannot be read, without its value.
 */
export function readLimits(setting: string): Limits | null {
  if (setting === "off") return null;
  const limits: Record<LimitName, { points: number; seconds: number }> = { ...LIMITS };
  for (const part of setting === "school" ? [] : setting.split(",")) {
    const match = /^(\w+)=([1-9]\d{0,6})\/([1-9]\d{0,5})$/.exec(part.trim());
    const name = match?.[1];
    if (!match || !name || !(name in LIMITS)) {
      throw new Error(
        `write school, off, or name=points/seconds; names are ${Object.keys(LIMITS).join(", ")}`,
      );
    }
    limits[name as LimitName] = { points: Number(match[2]), seconds: Number(match[3]) };
  }
  return limits;
}

/** Lets everything through: development and load tests alone. */
export const NO_LIMITER: Limiter = {
  take: async () => {},
  check: async () => {},
  clear: async () => {},
};

/** Limits of this process. @param limits `null`: {@linkcode NO_LIMITER}. */
export function memoryLimiter(limits: Limits | null = LIMITS): Limiter {
  if (limits === null) return NO_LIMITER;
  return limiterOf(
    limits,
    ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
  );
}

/** A limiter made of one that counts for each limit. */
export function limiterOf(
  limits: Limits,
  make: (limit: { points: number; seconds: number }, name: LimitName) => RateLimiterAbstract,
): Limiter {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, make(limit, name as LimitName)]),
  ) as Record<LimitName, RateLimiterAbstract>;
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
      if (used !== null && used.remainingPoints <= 0) throw tooMany(used.msBeforeNext);
    },
    async clear(limit, key) {
      await limiters[limit].delete(key);
    },
  };
}
