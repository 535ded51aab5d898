import { Redis } from "ioredis";
import { redis } from "../../tools/services/redis.ts";
import { wait } from "../faults/random.ts";
import { freePort, type Place, start, stop } from "../../tools/services/service.ts";

const url = Deno.env.get("REDIS_URL");

/** The server that tests of Redis run on. @throws {Error} without REDIS_URL. */
export function redisUrl(): string {
  if (!url) {
    throw new Error("Cannot test Redis: set REDIS_URL, as `deno task services up` prints it");
  }
  return url;
}

/** For `Deno.test`: without a server its tests are shown as ignored, and fail where all must run. */
export const onRedis = { ignore: !url && Deno.env.get("TEST_ALL") !== "1", timeout: 60_000 };

/** What the keys of one test begin with; they are removed afterwards. */
export async function withPrefix(test: (prefix: string) => Promise<void>): Promise<void> {
  const prefix = `plp_test_${crypto.randomUUID().slice(0, 13)}:`;
  redisUrl();
  try {
    await test(prefix);
  } finally {
    await forgetKeys(prefix);
  }
}

/** Removes all keys that begin so. */
export async function forgetKeys(prefix: string): Promise<void> {
  const client = new Redis(redisUrl());
  for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    if (keys.length > 0) await client.del(keys);
  }
  await client.quit();
}

/** A Redis of a test's own, to be stopped and started. */
export interface OwnRedis extends AsyncDisposable {
  url: string;
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Starts it again on the same port, with what it kept on disk. */
  start(): Promise<void>;
  /** It keeps its connections and answers nothing, until `goOn`. */
  stall(): void;
  goOn(): void;
  /** Changes one of its settings while it runs. */
  configure(name: string, value: string): Promise<void>;
}

export async function ownRedis(): Promise<OwnRedis> {
  const dir = await Deno.makeTempDir({ prefix: "plp-redis-" });
  const home = Deno.env.get("HOME") ?? "data";
  const kit = Deno.env.get("SERVICES_KIT") ?? `${home}/.cache/plp-services`;
  await redis.fetch(kit);
  const place: Place = { dir, port: freePort(), kit };
  let { pid } = await start(redis, place);
  const end = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    await stop(dir, signal);
    // The runtime learns a little later that its child has ended.
    await wait(100);
  };
  return {
    url: redis.env(place).REDIS_URL!,
    stop: end,
    async start() {
      ({ pid } = await start(redis, place));
    },
    stall: () => Deno.kill(pid, "SIGSTOP"),
    goOn: () => Deno.kill(pid, "SIGCONT"),
    async configure(name, value) {
      const client = new Redis(redis.env(place).REDIS_URL!);
      await client.config("SET", name, value);
      await client.quit();
    },
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      await Deno.remove(dir, { recursive: true });
    },
  };
}
