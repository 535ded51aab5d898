import type { Redis } from "ioredis";
import { type Bus, memoryBus } from "../../lib/process/bus.ts";
import { newId } from "../../lib/process/ids.ts";
import { end, furtherConnection, start } from "./connection.ts";
import { Debts } from "./debts.ts";
import { Hearing } from "./hearing.ts";
import { Incoming } from "./incoming.ts";
import { Outgoing, type Say } from "./outgoing.ts";

const BEAT_MS = 300;
const GATHER_MS = 3;

export interface RedisBus extends Bus, AsyncDisposable {
  /** For how long every process has heard every other without a break; `null` while it does not. */
  wholeMs(): number | null;
  /** How many there were when all were last heard. */
  processes(): number;
  /** Is silent, so that no process hears all others, until Redis was told something or `ms` have passed. */
  owe(tell: () => Promise<void>, ms: number): void;
}

/**
 * The bus over Redis's publish and subscribe. Every process says a few times a second that it is there, so that each knows
 * whether it hears itself and all others; after a break every listener is told once.
 *
 * @param client For publishing; listening has a connection of its own.
 */
export function redisBus(client: Redis, prefix: string): RedisBus {
  const me = newId();
  const channel = `${prefix}bus`;
  const local = memoryBus();
  const hearing = new Hearing(me);
  const incoming = new Incoming(local, me);
  const say = async (what: Say) => {
    await client.publish(channel, JSON.stringify({ from: me, say: what }));
  };
  const outgoing = new Outgoing(say, GATHER_MS);

  const ears = furtherConnection(client);
  ears.on("ready", () => {
    ears.subscribe(channel).then(() => incoming.everything(), () => ears.disconnect(true));
  });
  ears.on("close", () => hearing.lost());
  ears.on("message", (_channel: string, text: string) => {
    const saying = incoming.take(text);
    if (saying?.say.kind === "bye") hearing.left(saying.from);
    // Whoever owes something says all but that it is there.
    if (saying?.say.kind === "beat") hearing.heard(saying.from, performance.now());
  });
  start(ears);
  const debts = new Debts();
  let beating = false;
  async function beat(): Promise<void> {
    if (beating) return;
    beating = true;
    try {
      if (await debts.settle()) await say({ kind: "beat" });
      // A broken connection shows when it is used.
      await ears.ping();
    } catch {
      // Any failure: not in time, and sooner known than by its silence.
      hearing.lost();
    } finally {
      beating = false;
    }
  }
  const timer = setInterval(beat, BEAT_MS);

  return {
    publish(topic, message) {
      local.publish(topic, message);
      outgoing.add(topic, message);
    },
    subscribe: local.subscribe,
    connected: () => hearing.wholeMs(performance.now()) !== null,
    wholeMs: () => hearing.wholeMs(performance.now()),
    processes: () => hearing.processes,
    owe(tell, ms) {
      hearing.lost();
      debts.add(tell, ms);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await outgoing.end();
      // Any failure: without a farewell its silence tells.
      await say({ kind: "bye" }).catch(() => {});
      incoming.end();
      await end(ears);
    },
  };
}
