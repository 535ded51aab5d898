import type { Timed } from "./meter.ts";
import { timed } from "./meter.ts";
import { type Random, wait } from "./random.ts";

export interface ReadPath {
  path: string;
  cookie: string;
}

/** Where something was read, beside how it went. */
export type Reading = Timed & { path: string };

/** Reads what was read before, over and over, until stopped. */
export function reader(url: string, paths: readonly ReadPath[], random: Random): {
  readings: Reading[];
  stop(): Promise<void>;
} {
  let goesOn = true;
  const readings: Reading[] = [];
  const reading = (async () => {
    while (goesOn) {
      const { path, cookie } = random.pick(paths);
      readings.push(await readOnce(url, { path, cookie }));
      await wait(20 + random.below(40));
    }
  })();
  return {
    readings,
    async stop() {
      goesOn = false;
      await reading;
    },
  };
}

export async function readOnce(url: string, { path, cookie }: ReadPath): Promise<Reading> {
  const into: Timed[] = [];
  const response = await timed(into, url + path, {
    headers: { cookie, accept: path.startsWith("/api/") ? "application/json" : "text/html" },
    redirect: "manual",
  });
  await response?.body?.cancel();
  return { ...into[0]!, path };
}
