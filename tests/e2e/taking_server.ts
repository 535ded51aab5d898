import { BlockList } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
import { createApp, type Deps } from "../../app.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { assemble } from "../../lib/process/assemble.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import { drawSecurely } from "../../lib/attempts/draws.ts";
import { loadAssets } from "../../lib/islands/assets.ts";
import { memoryLimiter } from "../../lib/process/limits.ts";
import type { LogEvent } from "../../lib/process/log.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { takingWorld, type World, type WorldOptions } from "../worlds/taking_world.ts";

export interface TakingServer extends AsyncDisposable {
  url: string;
  deps: Deps;
  world: World;
  lines: LogEvent[];
  /** Signs a person in for a browser. */
  signIn(context: BrowserContext, person: Person): Promise<void>;
  /** Opens the running attempt of a person in a page, starting it where it is not begun. */
  open(page: Page, person?: Person): Promise<string>;
}

/** The product on a port, over a KV in memory, with a test to take. Its clock runs. */
export async function takingServer(
  options: WorldOptions = {},
  hostname = "localhost",
): Promise<TakingServer> {
  const kv = await Deno.openKv(":memory:");
  const lines: LogEvent[] = [];
  const product = assemble(kvStores(kv), {
    bus: memoryBus(),
    log: (line) => lines.push(line),
    draw: drawSecurely,
    now: Date.now,
  });
  const deps: Deps = {
    ...product,
    assets: await loadAssets("build"),
    limiter: memoryLimiter(null),
    proxies: new BlockList(),
    publicOrigin: null,
    secure: false,
    hstsSubdomains: false,
    mayAnswerFromMemory: true,
    readiness: () => ({ state: "ready", reasons: [] }),
    setUpCode: null,
    demoAccounts: () => Promise.resolve([]),
  };
  const world = await takingWorld(deps.tables, Date.now() - 1_000, options);
  const app = createApp(deps);
  const server = Deno.serve({ port: 0, onListen: () => {} }, app.fetch);
  product.jobs.start();
  const url = `http://${hostname}:${server.addr.port}`;
  async function signIn(context: BrowserContext, person: Person): Promise<void> {
    const { secret } = await openSession(deps, person, {
      client: { userAgent: "test", address: "" },
      persistent: false,
    });
    await context.addCookies([{ name: "plp_session", value: secret, url }]);
  }
  return {
    url,
    deps,
    world,
    lines,
    signIn,
    async open(page, person = world.student) {
      await signIn(page.context(), person);
      const { attempt } = await startAttempt(deps, {
        user: { ...person, locale: "en-IN" },
        assignmentId: world.assignment.id,
      });
      await page.goto(`${url}/attempts/${attempt.id}`);
      await page.waitForSelector("html[data-taking=open]");
      return attempt.id;
    },
    async [Symbol.asyncDispose]() {
      await product.jobs.stop();
      product.hub.drain();
      await server.shutdown();
      kv.close();
    },
  };
}
