import type { Redis } from "@upstash/redis";
import { z } from "zod";
import { type Bus, memoryBus } from "../../lib/process/bus.ts";
import { newId } from "../../lib/process/ids.ts";
import type { Ask } from "./asking.ts";
import { Incoming } from "./incoming.ts";
import { Outgoing } from "./outgoing.ts";

const GATHER_MS = 100;
const POLL_MS = 500;
/** Without an answer for longer, other processes are not heard, milliseconds. */
const SILENCE_MS = 1_200;
/** About how many messages the stream keeps. */
const KEPT = 1_000;
const PAGE = 200;

/** Entries of a stream: an id, and names and values in turn. */
const EntriesSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

/**
 * The bus over a stream that is read every half second while somebody listens, for a Redis that no connection can be kept
 * to. After a break every listener is told once.
 */
export function streamBus(
  { client, prefix, ask }: { client: Redis; prefix: string; ask: Ask },
): Bus & AsyncDisposable {
  const me = newId();
  const key = `${prefix}bus_stream`;
  const local = memoryBus();
  const incoming = new Incoming(local, me);
  const outgoing = new Outgoing(async (say) => {
    const text = JSON.stringify({ from: me, say });
    const trim = { type: "MAXLEN", threshold: KEPT, comparison: "~" } as const;
    await ask(() => client.xadd(key, "*", { text }, { trim }));
  }, GATHER_MS);
  /** Id of the newest entry read; `null`: nobody knows what was missed. */
  let last: string | null = null;
  let answeredAt = -Infinity;
  let polling: Promise<void> | null = null;
  let ended = false;

  async function poll(): Promise<void> {
    if (last === null) {
      last = EntriesSchema.parse(await client.xrevrange(key, "+", "-", 1))[0]?.[0] ?? "0-0";
      incoming.everything();
    }
    for (let more = true; more;) {
      const entries = EntriesSchema.parse(await client.xrange(key, `(${last}`, "+", PAGE));
      for (const [id, [, text]] of entries) {
        incoming.take(text ?? "");
        last = id;
      }
      more = entries.length === PAGE;
    }
    answeredAt = performance.now();
  }

  /** Reads until nobody listens any more. */
  async function listen(): Promise<void> {
    while (!ended && local.topics().length > 0) {
      // Any failure: what was missed is not known then, and everybody is told once it answers again.
      await ask(poll).catch(() => last = null);
      await new Promise((wait) => setTimeout(wait, POLL_MS));
    }
    last = null;
    answeredAt = -Infinity;
    polling = null;
  }

  return {
    publish(topic, message) {
      local.publish(topic, message);
      outgoing.add(topic, message);
    },
    subscribe(topic, listener) {
      const stop = local.subscribe(topic, listener);
      if (!ended) polling ??= listen();
      return stop;
    },
    connected: () => performance.now() - answeredAt <= SILENCE_MS,
    async [Symbol.asyncDispose]() {
      ended = true;
      incoming.end();
      await outgoing.end();
      await polling;
    },
  };
}
