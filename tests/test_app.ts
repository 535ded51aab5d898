import type { Hono } from "hono";
import { BlockList } from "node:net";
import { createApp, type Deps } from "../app.ts";
import { KvAttemptStore } from "../db/kv/attempts.ts";
import { tablesOn } from "../db/kv/open.ts";
import { KvReceiptKeys } from "../db/kv/receipt_keys.ts";
import { KvSessionStore } from "../db/kv/sessions.ts";
import { memoryBus } from "../lib/bus.ts";
import type { Assets } from "../lib/islands/assets.ts";
import { memoryLimiter } from "../lib/limits.ts";
import { gradeAttempt } from "../lib/marking/grade_attempt.ts";
import { markingCount } from "../lib/marking/queue.ts";
import type { LogEvent } from "../lib/log.ts";
import type { Person } from "../lib/model/people_schema.ts";
import { openSession } from "../lib/sessions.ts";
import type { AppEnv } from "../routes/edge.tsx";

export interface TestApp extends Disposable {
  app: Hono<AppEnv>;
  deps: Deps;
  kv: Deno.Kv;
  /** Every line logged so far. */
  lines: LogEvent[];
  /** Sets the server clock, milliseconds since the Unix epoch. It starts at {@linkcode T0}. */
  setNow(now: number): void;
  /** Headers of a browser in which this person is signed in. */
  as(person: Person): Promise<{ cookie: string; origin: string }>;
}

/** Mon 23 Nov 2026, 11:00 in Kolkata. */
export const T0 = Date.UTC(2026, 10, 23, 5, 30);

export const ORIGIN = "http://localhost";

const noAssets: Assets = { url: (entry) => `/assets/${entry}`, file: () => null };

export interface TestAppOptions {
  assets?: Assets;
  /** Rate limits are off unless asked for: the limiter keeps a timer per key, so such a test needs the sanitizers off. */
  limits?: "school" | "off";
}

/** The real application over a KV in memory, with a clock you set. */
export async function testApp(
  { assets = noAssets, limits = "off" }: TestAppOptions = {},
): Promise<TestApp> {
  const kv = await Deno.openKv(":memory:");
  const lines: LogEvent[] = [];
  let now = T0;
  const clock = () => now;
  const sessions = new KvSessionStore(kv, clock);
  const deps: Deps = {
    assets,
    tables: tablesOn(kv),
    sessions,
    attempts: new KvAttemptStore(kv),
    receiptKeys: new KvReceiptKeys(kv),
    bus: memoryBus(),
    onHandedIn: async (attempt) => {
      await gradeAttempt(deps, attempt);
    },
    limiter: memoryLimiter(limits),
    log: (line) => lines.push(line),
    proxies: new BlockList(),
    publicOrigin: null,
    secure: false,
    now: clock,
    notReady: () => Promise.resolve(null),
    markingCount: (user) => markingCount(deps, user),
    setUpCode: null,
    demoAccounts: () => Promise.resolve([]),
  };
  return {
    app: createApp(deps),
    deps,
    kv,
    lines,
    setNow: (value) => {
      now = value;
    },
    async as(person) {
      const client = { userAgent: "test", address: "" };
      const { secret } = await openSession({ sessions, now: clock }, person, {
        client,
        persistent: false,
      });
      return { cookie: `plp_session=${secret}`, origin: ORIGIN };
    },
    [Symbol.dispose]: () => kv.close(),
  };
}
