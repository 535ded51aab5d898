import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import type { Stores } from "../../lib/process/assemble.ts";
import { mongo } from "../../tools/services/mongo.ts";
import { freePort, type Place, start, stop } from "../../tools/services/service.ts";
import { SETTINGS } from "../engines/mongo_server.ts";

/** A MongoDB of a test's own, to be killed and started again on the same folder and port. */
export interface OwnMongo extends AsyncDisposable {
  port: number;
  /** As a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Works on the stores in a database, past any proxy. */
  within<T>(name: string, work: (stores: Stores) => Promise<T>): Promise<T>;
}

export async function ownMongo(): Promise<OwnMongo> {
  const home = Deno.env.get("HOME") ?? "data";
  const kit = Deno.env.get("SERVICES_KIT") ?? `${home}/.cache/plp-services`;
  await mongo.fetch(kit);
  const dir = await Deno.makeTempDir({ prefix: "plp-mongo-" });
  const place: Place = { dir, port: freePort(), kit };
  await start(mongo, place);
  return {
    port: place.port,
    kill: async () => void await stop(dir, "SIGKILL"),
    start: async () => void await start(mongo, place),
    async within(name, work) {
      const url = mongo.env(place).MONGODB_URL!;
      await using connection = connectMongo({ url, db: name, ...SETTINGS }, PATIENT);
      await prepare(connection.db, LAYOUTS);
      return await work(mongoStores(connection.db));
    },
    async [Symbol.asyncDispose]() {
      await stop(dir, "SIGKILL");
      await Deno.remove(dir, { recursive: true });
    },
  };
}
