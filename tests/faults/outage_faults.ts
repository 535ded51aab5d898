import type { ServerProcess } from "../processes/server_process.ts";
import type { Span } from "./meter.ts";
import type { OwnMongo } from "./own_mongo.ts";
import { type Random, wait } from "./random.ts";
import type { TcpProxy } from "./tcp_proxy.ts";

export interface Scene {
  mongo: OwnMongo;
  proxy: TcpProxy;
  app: ServerProcess;
}

/** One way in which MongoDB fails. */
export interface Fault {
  name: string;
  /** It is as good as away, so that `/readyz` says so. */
  isOutage: boolean;
  /** The product is ended too, and started again with nothing in its memory. */
  endsProduct?: boolean;
  begin(scene: Scene): Promise<void>;
  end(scene: Scene): Promise<void>;
}

const passAgain = ({ proxy }: Scene) => proxy.setMode({ kind: "pass" });

/** Connections break again and again. */
function resets(everyMs: number): Fault {
  let timer: ReturnType<typeof setInterval>;
  return {
    name: "reset",
    isOutage: false,
    begin({ proxy }) {
      proxy.reset();
      timer = setInterval(() => proxy.reset(), everyMs);
      return Promise.resolve();
    },
    end() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

export const FAULTS: readonly Fault[] = [
  {
    name: "refuse",
    isOutage: true,
    begin: ({ proxy }) => proxy.setMode({ kind: "refuse" }),
    end: passAgain,
  },
  resets(150),
  {
    name: "stall",
    isOutage: true,
    begin: ({ proxy }) => proxy.setMode({ kind: "stall" }),
    end: passAgain,
  },
  {
    name: "slow by 300 ms",
    isOutage: false,
    begin: ({ proxy }) => proxy.setMode({ kind: "slow", ms: 300 }),
    end: passAgain,
  },
  {
    name: "slow by 5 s",
    isOutage: true,
    begin: ({ proxy }) => proxy.setMode({ kind: "slow", ms: 5_000 }),
    end: passAgain,
  },
  {
    name: "cut",
    isOutage: true,
    begin: ({ proxy }) => proxy.setMode({ kind: "cut" }),
    end: passAgain,
  },
  {
    name: "killed",
    isOutage: true,
    begin: ({ mongo }) => mongo.kill(),
    end: ({ mongo }) => mongo.start(),
  },
  {
    name: "refuse, and the product killed",
    isOutage: true,
    endsProduct: true,
    async begin({ proxy, app }) {
      await proxy.setMode({ kind: "refuse" });
      await wait(2_500);
      await app.kill();
      await app.start();
    },
    end: passAgain,
  },
];

/** How often, and for how long, a fault comes: at least this and at most as much again, milliseconds. */
const CALM_MS = 1_000;
const FAULT_MS = 2_000;
export const TIMES = 3;
/** About how long all of it takes. */
export const PLAN_MS = TIMES * 1.5 * (CALM_MS + FAULT_MS);

/** Lets the fault come and go. @returns When it was there. */
export async function comeAndGo(fault: Fault, scene: Scene, random: Random): Promise<Span[]> {
  const spans: Span[] = [];
  for (let i = 0; i < TIMES; i++) {
    await wait(CALM_MS + random.below(CALM_MS));
    const from = performance.now();
    await fault.begin(scene);
    await wait(FAULT_MS + random.below(FAULT_MS));
    await fault.end(scene);
    spans.push({ from, to: performance.now() });
  }
  return spans;
}
