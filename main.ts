import { createApp, type Deps } from "./app.ts";
import { chooseStores } from "./db/choose.ts";
import { openShared } from "./db/shared.ts";
import { assemble } from "./lib/process/assemble.ts";
import { parseConfig } from "./lib/process/config.ts";
import { hasDemoSchool } from "./lib/people/demo_school.ts";
import { drawSecurely } from "./lib/attempts/draws.ts";
import { shortId } from "./lib/process/ids.ts";
import { loadAssets } from "./lib/islands/assets.ts";
import { NO_LIMITER } from "./lib/process/limits.ts";
import { jsonLog } from "./lib/process/log.ts";
import { readinessOf } from "./lib/store/outage/health.ts";
import { throughOutages } from "./lib/store/outage/through_outages.ts";
import { refusedStart } from "./lib/process/refused_start.ts";
import { needsSetUp } from "./lib/people/set_up.ts";
import { withSecretFiles } from "./lib/process/secret_files.ts";
import { proxyList } from "./routes/edge_guard.ts";
import type { DemoAccount } from "./components/people/SignInForm.tsx";

interface Demo {
  accounts: DemoAccount[];
  /** For the person who started it. */
  text(url: string): string;
}

/** How long a server may take to answer before pages are served without it. */
const FIRST_CONTACT_MS = 700;
/** How long a server that has answered may take to be ready before pages are served meanwhile. */
const OPENING_MS = 5_000;
/** How long a start may go on after something in it failed that nobody waited for. */
const STARTING_MS = 20_000;
/** Of promises that nobody waits for, in a minute: the process ends and is started anew by whoever watches it. */
const MOST_REJECTIONS = 6;
const STOPPING = { state: "not_ready", reasons: ["stopping"] } as const;

/** A fault of the software itself, as sysexits.h has it: whoever watches the process starts it anew. */
const EX_SOFTWARE = 70;

const startedAt = performance.now();
const log = jsonLog();
/** Pages are served: what fails from now on is no refused start. */
let serving = false;
const rejectedAt: number[] = [];
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  const error = event.reason instanceof Error ? event.reason : new Error(String(event.reason));
  if (!serving && refusedStart(error) !== null) return refuse(error);
  log({ event: "fault", requestId: null, where: "unhandled rejection", error });
  // Nobody knows whether it was the start itself that failed, or something beside it.
  if (!serving) setTimeout(() => serving || Deno.exit(1), STARTING_MS);
  rejectedAt.push(performance.now());
  if (rejectedAt.length > MOST_REJECTIONS) rejectedAt.shift();
  const since = performance.now() - rejectedAt[0]!;
  if (rejectedAt.length === MOST_REJECTIONS && since < 60_000) void stop("rejections", 1);
});
const config = parseConfig(withSecretFiles(Deno.env.toObject()));
for (const text of config.warnings) log({ event: "warning", text });

const shared = await openShared(config.redis, log);
const store = await chooseStores(config, log, shared);
const { tables } = store.stores;
/** In production whoever sets the first school up must have seen this process start. */
const setUpCode = config.env === "production" ? `${shortId()}-${shortId()}` : null;
const opened = store.opened.then((found) =>
  throughOutages(() => prepare(found), { waits: () => waits("start") })
);
// A server that is away is waited for while pages say so; one that answers is ready before the first page.
const answered = await Promise.race([
  store.contact,
  Promise.race([store.refused, pause(FIRST_CONTACT_MS)]).then(() => false),
]);
// The demo school is complete before anybody sees it.
if (answered) await (config.demo ? opened : Promise.race([opened, pause(OPENING_MS)]));
// Any failure: logged, and the process ends.
opened.catch(refuse);
store.left.then((why) => refuse(new Error(`Cannot go on: ${why}`)));

const product = assemble(store.stores, { bus: shared.bus, log, draw: drawSecurely, now: Date.now });
const deps: Deps = {
  ...product,
  assets: await loadAssets("build"),
  limiter: config.rateLimits === null ? NO_LIMITER : shared.limiter(config.rateLimits),
  proxies: proxyList(config.trustedProxies),
  publicOrigin: config.publicOrigin,
  secure: config.secure,
  hstsSubdomains: config.hstsSubdomains,
  mayAnswerFromMemory: store.engine !== "embedded",
  readiness: () =>
    stopping
      ? STOPPING
      : readinessOf([...store.connections, ...shared.connections], store.troubles()),
  setUpCode,
  demoAccounts: async () => (await opened)?.accounts ?? [],
};
const app = createApp(deps);
// Where it cannot be opened, `refuse` says why.
opened.then(() => product.jobs.start(), () => {});
let stopDemo: (() => Promise<void>) | null = null;
opened.then(async (demo) => {
  if (demo !== null) stopDemo = (await import("./demo/seed/live.ts")).keepWriting(product);
  // Any failure: of the opening, and `refuse` says why.
}).catch(() => {});

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
    const url = config.publicOrigin ?? `http${tls ? "s" : ""}://localhost:${port}`;
    // Any failure: of the opening, and `refuse` says why.
    // deno-lint-ignore no-console -- for the person who started it, in development alone
    opened.then((demo) => demo && console.log(demo.text(url))).catch(() => {});
  },
}, app.fetch);

/** What comes after the store is reached, once. @throws {Error} when it must not be served. */
async function prepare({ fresh }: { fresh: boolean }): Promise<Demo | null> {
  const where = config.mongo === null ? config.dataDir : `the MongoDB database ${config.mongo.db}`;
  if (fresh && config.env === "production" && !config.firstRun) {
    throw new Error(
      `Cannot start: ${where} holds no school. If this is the first start, set FIRST_RUN=1; if not, it is the wrong one`,
    );
  }
  if (config.env === "production" && await hasDemoSchool({ tables })) {
    throw new Error(
      `Cannot start: ${where} holds the demo school, whose passwords everybody knows. Choose another`,
    );
  }
  const made = config.demo ? await prepareDemo(fresh) : null;
  if (await needsSetUp({ tables })) log({ event: "set_up", path: "/setup", code: setUpCode });
  return made;
}

async function prepareDemo(fresh: boolean): Promise<Demo | null> {
  if (fresh) {
    const { makeDemo } = await import("./demo/seed.ts");
    const from = performance.now();
    const school = await makeDemo({ now: Date.now() }, store.takeSchool);
    log({ event: "seeded", school, ms: Math.round(performance.now() - from) });
  }
  if (!await hasDemoSchool({ tables })) return null;
  const { accountsText, demoAccounts } = await import("./demo/seed/accounts.ts");
  const accounts = demoAccounts();
  return { accounts, text: (url) => accountsText(accounts, url) };
}

// Out of file descriptors, for one, it ends by itself; a process that hears nobody must not stay.
// Any failure: whatever ended it.
server.finished.catch((error) => {
  log({ event: "fault", requestId: null, where: "listener", error });
  Deno.exit(EX_SOFTWARE);
});
serving = true;

/** The store went away again before this was done. */
function waits(work: string): void {
  log({ event: "dependency", name: work, state: "waiting", problem: "The data cannot be reached" });
}

/** What was asked for cannot be served. */
function refuse(error: Error): void {
  const text = refusedStart(error);
  if (text !== null) log({ event: "refused", text });
  else log({ event: "fault", requestId: null, where: "start", error });
  Deno.exit(1);
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Stops taking requests, lets those under way finish for `SHUTDOWN_MS`, then closes the store. */
async function stop(reason: string, code = 0): Promise<void> {
  if (stopping) return;
  stopping = true;
  log({ event: "stop", reason });
  product.hub.drain();
  const late = new Promise((done) => setTimeout(done, config.shutdownMs));
  const stopped = [server.shutdown(), product.jobs.stop(), stopDemo?.()];
  await Promise.race([Promise.all(stopped), late]);
  await shared[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  Deno.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => stop(signal));
}
