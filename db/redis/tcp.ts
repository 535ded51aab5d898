import type { Log } from "../../lib/log.ts";
import { redisBus } from "./bus.ts";
import { connectRedis } from "./connection.ts";
import type { OpenRedis } from "./open.ts";

/** Redis over TCP, with two connections: one for commands, one to listen. */
export function openTcp({ url, prefix }: { url: string; prefix: string }, log: Log): OpenRedis {
  const client = connectRedis(url, log);
  const bus = redisBus(client, prefix);
  return {
    bus,
    ping: async () => void await client.ping(),
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      client.disconnect();
    },
  };
}
