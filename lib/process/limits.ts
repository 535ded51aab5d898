import { MemoryCounter } from "./memory_counter.ts";
import { DomainError } from "../model/process/errors.ts";

/** What is limited, and how much of it in how many seconds. A whole school may share one address. */
export const LIMITS = {
  /** Wrong passwords of browsers that are new to the person, from one network. */
  signInAddress: { points: 1_000, seconds: 300 },
  /** The same for one person from one network; and for each browser the person signed in with before. */
  signInName: { points: 10, seconds: 900 },
  /** The same for one person from all networks. */
  signInNameAll: { points: 50, seconds: 900 },
  /** The same for one person from a network that used up `signInAddress`. */
  signInScarce: { points: 3, seconds: 900 },
  /** Wrong codes at the set-up, from one network. */
  setUp: { points: 30, seconds: 900 },
  passwordReset: { points: 60, seconds: 3_600 },
  /** Requests that are not static files, by person or else by address. */
  person: { points: 1_200, seconds: 60 },
  address: { points: 6_000, seconds: 60 },
  upload: { points: 120, seconds: 600 },
  socket: { points: 3_000, seconds: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

/** So many points in so many seconds, which begin with the first point taken. */
export interface Limit {
  points: number;
  seconds: number;
}

/** Gives one point back that was taken; nothing when its time is over. */
export type GiveBack = () => Promise<void>;

export interface Limiter {
  /** Takes one point; who is refused takes none. @throws {DomainError} `rate` with the time to wait when none is left. */
  take(limit: LimitName, key: string): Promise<GiveBack>;
  /** Whether a point is left, without taking it. @throws {DomainError} `rate`. */
  check(limit: LimitName, key: string): Promise<void>;
  /** Gives all points back, as after a right password. */
  clear(limit: LimitName, key: string): Promise<void>;
}

/** What came of taking a point: the window it was taken in, or how long to wait for the next. */
export type Taken = { window: string } | { waitMs: number };

/** Where points are counted. What it answers is exact however many ask at once. */
export interface Counter {
  take(key: string, limit: Limit): Promise<Taken>;
  /** How long to wait when no point is left; `null` while one is. */
  check(key: string, limit: Limit): Promise<number | null>;
  /** Gives a point back in the window it was taken in; in another nothing changes. */
  giveBack(key: string, window: string): Promise<void>;
  clear(key: string): Promise<void>;
}

/** What is said to whoever took all points. @param ms Until there are some again. */
export function tooMany(ms: number): DomainError {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return new DomainError("rate", `Try again in ${wait}`, { retryAfterMs: ms });
}

/** Points and seconds by name. */
export type Limits = Readonly<Record<LimitName, Limit>>;

/**
 * The limits that a setting means: `off`, `school`, or `school` with changes, as `signInAddress=900/300,person=2000/60`
 * (points/seconds).
 *
 * @returns `null` for `off`.
 * @throws {Error} naming what cannot be read, without its value.
 */
export function readLimits(setting: string): Limits | null {
  if (setting === "off") return null;
  const limits: Record<LimitName, Limit> = { ...LIMITS };
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
  take: () => Promise.resolve(async () => {}),
  check: async () => {},
  clear: async () => {},
};

/** Limits of this process. @param limits `null`: {@linkcode NO_LIMITER}. @param now Its clock, milliseconds. */
export function memoryLimiter(limits: Limits | null = LIMITS, now?: () => number): Limiter {
  return limits === null ? NO_LIMITER : limiterOf(limits, () => new MemoryCounter(now));
}

/** A limiter that counts by a counter of its own for each limit. */
export function limiterOf(limits: Limits, make: (name: LimitName) => Counter): Limiter {
  const counters = Object.fromEntries(
    Object.keys(limits).map((name) => [name, make(name as LimitName)]),
  ) as Record<LimitName, Counter>;
  return {
    async take(limit, key) {
      const taken = await counters[limit].take(key, limits[limit]);
      if ("waitMs" in taken) throw tooMany(taken.waitMs);
      return () => counters[limit].giveBack(key, taken.window);
    },
    async check(limit, key) {
      const waitMs = await counters[limit].check(key, limits[limit]);
      if (waitMs !== null) throw tooMany(waitMs);
    },
    clear: (limit, key) => counters[limit].clear(key),
  };
}
