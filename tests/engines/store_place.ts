import { openStore } from "../../db/kv/open.ts";
import { kvStores } from "../../db/kv/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import { ownMongo } from "../faults/own_mongo.ts";
import { forgetKeys, redisUrl } from "./redis_server.ts";
import { onBoth } from "./two_servers.ts";

/** Where a process under test keeps everything: empty at first, removed when disposed. */
export interface StorePlace extends AsyncDisposable {
  dataDir: string;
  /** What tells the process. */
  env: Readonly<Record<string, string>>;
  /** Works on the stores themselves, while no process has them. */
  within<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}

/** Every kind of place, with the options of `Deno.test` that it needs. */
export const PLACES = [
  { name: "on the embedded store", options: {}, open: embeddedPlace },
  { name: "on MongoDB and Redis", options: { ignore: onBoth.ignore }, open: serversPlace },
] as const;

async function embeddedPlace(): Promise<StorePlace> {
  const dataDir = await Deno.makeTempDir({ prefix: "plp-place-" });
  return {
    dataDir,
    env: {},
    async within(work) {
      await using store = await openStore(dataDir);
      return await work(kvStores(store.kv));
    },
    [Symbol.asyncDispose]: () => Deno.remove(dataDir, { recursive: true }),
  };
}

/** A MongoDB of its own, as what others left in a shared one slows it down; the beginning of keys in Redis; a folder for what waits. */
async function serversPlace(): Promise<StorePlace> {
  const dataDir = await Deno.makeTempDir({ prefix: "plp-place-" });
  const mongo = await ownMongo();
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  const prefix = `${db}:`;
  return {
    dataDir,
    env: {
      MONGODB_URL: `mongodb://127.0.0.1:${mongo.port}/`,
      MONGODB_DB: db,
      REDIS_URL: redisUrl(),
      REDIS_PREFIX: prefix,
    },
    within: (work) => mongo.within(db, work),
    async [Symbol.asyncDispose]() {
      await mongo[Symbol.asyncDispose]();
      await forgetKeys(prefix);
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
