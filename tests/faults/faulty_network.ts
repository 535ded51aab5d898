import { type Random, wait } from "./random.ts";

/** A network between one device and the server, with everything that goes wrong in a school. */
export interface FaultyNetwork {
  fetch: typeof fetch;
  /** Nothing comes through for so long, milliseconds. */
  cut(ms: number): void;
  /** From now on everything comes through, once and in order. */
  heal(): void;
  /** Resolves when no held-back request is left. */
  settled(): Promise<void>;
}

/** @param headers Of the signed-in browser. */
export function faultyNetwork(random: Random, headers: Record<string, string>): FaultyNetwork {
  let cutUntil = 0;
  let healthy = false;
  const held = new Set<Promise<unknown>>();

  /** Lets a request reach the server with nobody waiting for its answer. */
  function sendBlind(input: string, init: RequestInit, afterMs: number): void {
    const { signal: _, ...rest } = init;
    const sent = wait(afterMs).then(() => fetch(input, rest)).then(
      (response) => response.body?.cancel(),
      () => {},
    );
    held.add(sent);
    sent.finally(() => held.delete(sent));
  }

  async function through(input: string, init: RequestInit): Promise<Response> {
    if (performance.now() < cutUntil) throw new TypeError("cut");
    if (healthy) return await fetch(input, init);
    const fate = random.next();
    if (fate < 0.06) throw new TypeError("lost on the way there");
    if (fate < 0.12) {
      sendBlind(input, init, random.below(300));
      throw new TypeError("held back: it arrives later, after what is sent next");
    }
    if (fate < 0.18) sendBlind(input, init, random.below(30));
    if (fate < 0.3) await wait(random.below(40));
    const response = await fetch(input, init);
    if (random.chance(0.08)) {
      await response.body?.cancel();
      throw new TypeError("lost on the way back");
    }
    return response;
  }

  return {
    fetch: (input, init = {}) =>
      through(String(input), { ...init, headers: { ...init.headers as object, ...headers } }),
    cut: (ms) => cutUntil = performance.now() + ms,
    heal: () => {
      healthy = true;
      cutUntil = 0;
    },
    settled: async () => {
      await Promise.all(held);
    },
  };
}
