import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { wait } from "../faults/random.ts";
import { mongoUrl, removeDatabase, SETTINGS } from "./mongo_server.ts";
import { type ServerProcess, serverProcess } from "../processes/server_process.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";

/** For `Deno.test`: processes come and go. */
export const onBoth = {
  ignore: !(Deno.env.get("MONGODB_URL") && Deno.env.get("REDIS_URL")) &&
    Deno.env.get("TEST_ALL") !== "1",
  sanitizeOps: false,
  sanitizeResources: false,
};

/** Two processes of the product on one database and one Redis, behind one address. */
export interface TwoServers {
  servers: readonly [ServerProcess, ServerProcess];
  /** Hands every request to the other process than the last one, or to the one that lives. */
  url: string;
  /** Requests that each process was handed. */
  handed: readonly number[];
  world: World;
  /** What both keep. */
  stores: Stores;
  /** Headers of a browser in which this person is signed in. */
  as(person: Person): Promise<{ cookie: string; origin: string }>;
}

export interface TwoServersOptions {
  redisUrl: string;
  /** The one that MONGODB_URL names unless given. */
  mongo?: string;
  /** What the keys in Redis begin with. */
  prefix: string;
  students?: number;
  env?: Record<string, string>;
  /** Environment of the first alone. */
  envOfOne?: Record<string, string>;
}

/** Starts both, calls back, ends both and removes the database. */
export async function withTwoServers(
  { redisUrl, mongo: at = mongoUrl(), prefix, students = 2, env = {}, envOfOne = {} }:
    TwoServersOptions,
  test: (it: TwoServers) => Promise<void>,
): Promise<void> {
  const name = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  await using mongo = connectMongo({ url: at, db: name, ...SETTINGS }, PATIENT);
  try {
    await prepare(mongo.db, LAYOUTS);
    const stores = mongoStores(mongo.db);
    const world = await takingWorld(stores.tables, Date.now() - 1_000, { students });
    const targets: string[] = [];
    const handed = [0, 0];
    await using balancer = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      balance(targets, handed),
    );
    const url = `http://127.0.0.1:${balancer.addr.port}`;
    const both = {
      MONGODB_URL: at,
      MONGODB_DB: name,
      REDIS_URL: redisUrl,
      REDIS_PREFIX: prefix,
      PUBLIC_URL: url,
      ...env,
    };
    const starting = [{ ...both, ...envOfOne }, both].map((env) =>
      serverProcess({ env, host: "127.0.0.1" })
    );
    await using one = await starting[0]!;
    await using other = await starting[1]!;
    targets.push(one.url, other.url);
    await Promise.all(targets.map(ready));
    const as = async (person: Person) => {
      const { secret } = await openSession({ sessions: stores.sessions, now: Date.now }, person, {
        client: { userAgent: "test", address: "" },
        persistent: false,
      });
      return { cookie: `plp_session=${secret}`, origin: url };
    };
    await test({ servers: [one, other], url, handed, world, stores, as });
  } finally {
    await removeDatabase(mongo.db);
  }
}

/** Waits until it has reached its database. */
async function ready(url: string): Promise<void> {
  const giveUp = performance.now() + 60_000;
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    if (response.ok && (await response.json()).state === "ready") return;
    if (performance.now() > giveUp) throw new Error(`Not ready: ${response.status}`);
    await wait(100);
  }
}

/** A balancer without memory of who asks. */
function balance(targets: readonly string[], handed: number[]): Deno.ServeHandler {
  let next = 0;
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body === null ? null : await request.arrayBuffer();
    const { method, headers } = request;
    const first = next++;
    for (const at of [first % 2, (first + 1) % 2]) {
      try {
        const init = { method, headers, body, redirect: "manual" } as const;
        const response = await fetch(targets[at] + pathname + search, init);
        handed[at]!++;
        return response;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    }
    return new Response(null, { status: 502 });
  };
}
