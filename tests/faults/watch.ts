import type { Readiness } from "../../lib/store/outage/health.ts";
import { type Span, type Timed, timed } from "./meter.ts";
import { wait } from "./random.ts";

export interface Watch {
  live: Timed[];
  /** What `/readyz` said, and when. */
  ready: (Readiness & Timed)[];
  stop(): Promise<void>;
}

const EVERY_MS = 40;

/** Asks a process over and over how it is. */
export function watch(url: string): Watch {
  let goesOn = true;
  const live: Timed[] = [];
  const asked: Timed[] = [];
  const ready: (Readiness & Timed)[] = [];
  const watching = (async () => {
    while (goesOn) {
      await (await timed(live, `${url}/livez`))?.body?.cancel();
      const response = await timed(asked, `${url}/readyz`);
      if (response) ready.push({ ...asked.at(-1)!, ...await response.json() });
      await wait(EVERY_MS);
    }
  })();
  return {
    live,
    ready,
    async stop() {
      goesOn = false;
      await watching;
    },
  };
}

/** How long after `at` a process first said that it is in `state`, milliseconds; `null`: it never did. */
export function afterMs(
  { ready }: Watch,
  at: number,
  fits: (readiness: Readiness) => boolean,
): number | null {
  const found = ready.find((it) => it.at + it.ms >= at && fits(it));
  return found === undefined ? null : Math.max(0, Math.round(found.at + found.ms - at));
}

/** How long after its beginning an outage was noticed, milliseconds; `null`: before its end it was not. */
export function noticeMs(watching: Watch, { from, to }: Span): number | null {
  const ms = afterMs(watching, from, ({ reasons }) => reasons.some((it) => !/ is back /.test(it)));
  return ms !== null && from + ms < to + EVERY_MS ? ms : null;
}
