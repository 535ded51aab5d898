import { type Redis, ReplyError } from "ioredis";
import type { Log } from "../../lib/process/log.ts";
import { Guard } from "../../lib/store/outage/guard.ts";
import { healthLog } from "../../lib/store/outage/health.ts";

/** What a Redis says that serves nothing now: it loads, follows another that is gone, is full, or knows us not. */
const UNABLE =
  /^(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS)\b/;

const ASK_AGAIN_MS = 500;

/** Watches whether Redis answers; `start` it. */
export function watchRedis(client: Redis, log: Log): Guard {
  let problem = new Error("Not connected yet");
  client.on("ready", () => problem = new Error("The connection was closed"));
  client.on("error", (error) => problem = error);
  return new Guard({
    name: "redis",
    isOutage: (error) =>
      !(error instanceof ReplyError) || UNABLE.test((error as unknown as Error).message),
    async probe() {
      if (client.status !== "ready") throw problem;
      // Any failure: one late answer is no outage, a second is told.
      await client.ping().catch(() => client.ping());
    },
  }, { now: Date.now, changed: healthLog(log, "redis") });
}

/**
 * Whether Redis has a change on disk before it answers and forgets nothing by itself, asked at each connection.
 *
 * @param log Told once when it has not.
 */
export function watchDurability(client: Redis, log: Log): () => boolean {
  let durable = false;
  let told = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connection = 0;
  async function ask(): Promise<void> {
    const mine = connection;
    const lacks = await lacking(client).catch((error) => {
      if (error instanceof ReplyError) return ["its settings may not be read"];
      // Too slow, or gone again.
      if (mine === connection) timer = setTimeout(ask, ASK_AGAIN_MS);
      return null;
    });
    if (mine !== connection) return;
    durable = lacks?.length === 0;
    if (durable || told || lacks === null) return;
    told = true;
    const why = lacks.join(", ");
    const text = `Redis keeps no outage journal (${why}): each process uses its DATA_DIR`;
    log({ event: "warning", text });
  }
  client.on("ready", ask);
  client.on("close", () => {
    clearTimeout(timer);
    connection++;
    durable = false;
  });
  return () => durable;
}

async function lacking(client: Redis): Promise<string[]> {
  const names = ["appendonly", "appendfsync", "maxmemory-policy"];
  const said = await Promise.all(names.map((name) => client.config("GET", name)));
  const [append, sync, policy] = (said as string[][]).map(([, value = ""]) => value);
  return [
    ...(append === "yes" ? [] : ["appendonly is not yes"]),
    ...(sync === "always" ? [] : ["appendfsync is not always"]),
    ...(policy?.startsWith("allkeys") ? [`maxmemory-policy is ${policy}`] : []),
  ];
}
