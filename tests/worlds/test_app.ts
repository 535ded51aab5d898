import type { Hono } from "hono";
import { BlockList } from "node:net";
import { createApp, type Deps } from "../../app.ts";
import { assemble } from "../../lib/process/assemble.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import type { Contents } from "../../lib/store/contents.ts";
import { type Draw, drawSecurely } from "../../lib/attempts/draws.ts";
import type { Assets } from "../../lib/islands/assets.ts";
import { memoryLimiter, readLimits } from "../../lib/process/limits.ts";
import type { LogEvent } from "../../lib/process/log.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { openSession } from "../../lib/access/sessions.ts";
import type { AppEnv } from "../../routes/edge.tsx";
import { checkAnswers } from "./answer_check.ts";
import { type TestStores, testStores } from "./test_stores.ts";

export interface TestApp extends Disposable {
  app: Hono<AppEnv>;
  deps: Deps;
  /** All that is kept, whatever the school. */
  contents: Contents;
  /** Takes over the one school of a store in memory. */
  takeSchool(made: Deno.Kv, schoolId: string): Promise<void>;
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

const noAssets: Assets = {
  url: (entry) => `/assets/${entry}`,
  needs: () => [],
  text: () => "",
  file: () => null,
};

export interface TestAppOptions {
  assets?: Assets;
  /** A setting as `RATE_LIMITS`; they are off unless asked for. */
  limits?: string;
  /** How long a body may take, milliseconds. */
  bodyMs?: number;
  /** Those that `STORE` names unless given. */
  kept?: TestStores;
  /** By what papers are shuffled; as in production unless given. */
  draw?: Draw;
}

/** The real application over empty stores, with a clock you set. */
export async function testApp(
  { assets = noAssets, limits = "off", kept: given, bodyMs, draw = drawSecurely }: TestAppOptions =
    {},
): Promise<TestApp> {
  const lines: LogEvent[] = [];
  let now = T0;
  const clock = () => now;
  const log = (line: LogEvent) => lines.push(line);
  const kept = given ?? await testStores(clock);
  const product = assemble(kept.stores, { bus: memoryBus(), log, draw, now: clock }, {
    patienceMs: 60_000,
  });
  const { sessions } = product;
  const deps: Deps = {
    ...product,
    assets,
    limiter: memoryLimiter(readLimits(limits), clock),
    proxies: new BlockList(),
    publicOrigin: null,
    secure: false,
    hstsSubdomains: false,
    ...(bodyMs !== undefined && { bodyMs }),
    mayAnswerFromMemory: true,
    readiness: () => ({ state: "ready", reasons: [] }),
    setUpCode: null,
    demoAccounts: () => Promise.resolve([]),
  };
  const app = createApp(deps);
  checkAnswers(app);
  return {
    app,
    deps,
    contents: kept.contents,
    takeSchool: kept.takeSchool,
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
    [Symbol.dispose]: () => kept[Symbol.dispose](),
  };
}
