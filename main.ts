import { createApp, type Deps } from "./app.ts";
import { openStores } from "./db/choose.ts";
import { openShared } from "./db/shared.ts";
import { assemble } from "./lib/assemble.ts";
import { gradeMissing } from "./lib/marking/grade_attempt.ts";
import { parseConfig } from "./lib/config.ts";
import { hasDemoSchool } from "./lib/demo_school.ts";
import { shortId } from "./lib/ids.ts";
import { loadAssets } from "./lib/islands/assets.ts";
import { memoryLimiter } from "./lib/limits.ts";
import { jsonLog } from "./lib/log.ts";
import { needsSetUp } from "./lib/people/set_up.ts";
import { startTellingOpenings } from "./lib/home/opening.ts";
import { startSweeper } from "./lib/sweeper.ts";
import { proxyList } from "./routes/edge_guard.ts";

const startedAt = performance.now();
const config = parseConfig(Deno.env.toObject());
const log = jsonLog();
for (const text of config.warnings) log({ event: "warning", text });

const store = await openStores(config, log);
const shared = await openShared(config.redis, log);
const where = config.mongo === null ? config.dataDir : `the MongoDB database ${config.mongo.db}`;
if (store.fresh && config.env === "production" && !config.firstRun) {
  throw new Error(
    `Cannot start: ${where} holds no school. If this is the first start, set FIRST_RUN=1; if not, it is the wrong one`,
  );
}
const { tables } = store.stores;
if (config.env === "production" && await hasDemoSchool({ tables })) {
  throw new Error(
    `Cannot start: ${where} holds the demo school, whose passwords everybody knows. Choose another`,
  );
}
if (config.demo && store.fresh) {
  const { makeDemo } = await import("./tools/seed.ts");
  const from = performance.now();
  const school = await makeDemo({ now: Date.now() }, store.takeSchool);
  log({ event: "seeded", school, ms: Math.round(performance.now() - from) });
}
const demo = config.demo && await hasDemoSchool({ tables })
  ? await import("./tools/seed/accounts.ts")
  : null;
const demoAccounts = demo?.demoAccounts() ?? [];

/** In production whoever sets the first school up must have seen this process start. */
const setUpCode = config.env === "production" ? `${shortId()}-${shortId()}` : null;
if (await needsSetUp({ tables })) {
  log({ event: "set_up", path: "/setup", code: setUpCode });
}

const product = assemble(store.stores, { bus: shared.bus, log, now: Date.now });
const deps: Deps = {
  ...product,
  assets: await loadAssets("build"),
  limiter: memoryLimiter(config.rateLimits),
  proxies: proxyList(config.trustedProxies),
  publicOrigin: config.publicOrigin,
  secure: config.secure,
  notReady: () => Promise.resolve(stopping ? "stopping" : null),
  setUpCode,
  demoAccounts: () => Promise.resolve(demoAccounts),
};
const app = createApp(deps);
gradeMissing(deps).catch((error) =>
  log({ event: "fault", requestId: null, where: "grading at start", error })
);
const stopSweeper = startSweeper(product);
const stopTelling = startTellingOpenings(product);
const stopDemo = demo && (await import("./tools/seed/live.ts")).keepWriting(product);

let stopping = false;
const tls = config.tls && {
  cert: await Deno.readTextFile(config.tls.certFile),
  key: await Deno.readTextFile(config.tls.keyFile),
};
const server = Deno.serve({
  port: config.port,
  hostname: config.host,
  ...tls,
  onListen: ({ port }) => {
    log({ event: "start", port, env: config.env, ms: Math.round(performance.now() - startedAt) });
    if (demo === null) return;
    const url = config.publicOrigin ?? `http${tls ? "s" : ""}://localhost:${port}`;
    // deno-lint-ignore no-console -- for the person who started it, in development alone
    console.log(demo.accountsText(demoAccounts, url));
  },
}, app.fetch);

/** Stops taking requests, lets those under way finish for `SHUTDOWN_MS`, then closes the store. */
async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log({ event: "stop", reason });
  product.hub.drain();
  const late = new Promise((done) => setTimeout(done, config.shutdownMs));
  const stopped = [server.shutdown(), stopSweeper(), stopTelling(), stopDemo?.()];
  await Promise.race([Promise.all(stopped), late]);
  await shared[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  Deno.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => stop(signal));
}
