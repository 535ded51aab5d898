import { Redis } from "@upstash/redis";
import type { OpenRedis } from "./open.ts";
import { streamBus } from "./stream_bus.ts";

const ANSWER_MS = 800;

/** Upstash's Redis over HTTPS: no connection, one retry, and no answer is waited for longer than 0.8 s. */
export function openUpstash(
  { url, token, prefix }: { url: string; token: string; prefix: string },
): OpenRedis {
  const client = new Redis({
    url,
    token,
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(ANSWER_MS),
    automaticDeserialization: false,
    enableTelemetry: false,
    enableAutoPipelining: false,
  });
  const bus = streamBus(client, prefix);
  return {
    bus,
    ping: async () => void await client.ping(),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  };
}
