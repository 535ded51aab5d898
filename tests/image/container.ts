import { productionCommand, services } from "../processes/compose.ts";
import { type Built, imageOf } from "./built.ts";

const POLL_MS = 100;
/** How long a server may take to start or to become healthy, in polls. */
const MOST_POLLS = 300;

export interface Start {
  env?: Readonly<Record<string, string>>;
  /** Instead of the command of compose. */
  command?: readonly string[];
  /** A volume for `/data`. */
  volume?: string;
  /** `edge` is reached at a port of this machine; `host` shares its addresses. */
  network?: "edge" | "host" | "none";
  /** Files of this machine, as `path:path in the container`. */
  mounts?: readonly string[];
}

export interface Container extends AsyncDisposable {
  id: string;
  log(): Promise<string>;
  /** Where this machine reaches port 5001 of the network `edge`. */
  url(): Promise<string>;
  /** Runs a line of Deno inside, with every permission. @returns what it printed. */
  evaluate(code: string, user?: string): Promise<string>;
  /** Runs the image's own health check, as an engine does. */
  healthy(): Promise<boolean>;
  /** Resolves once that is so. @throws {Error} with the log when it never is. */
  becomesHealthy(): Promise<void>;
  /** Ends it as `docker compose stop` does. @returns the exit code; 137 after it had to be killed. */
  stop(): Promise<number>;
  /** The server's process, as this machine numbers it. */
  server(): Promise<number>;
}

/** What compose says of `production`, as podman's flags. */
function flags(): string[] {
  const { production } = services;
  if (production === undefined) throw new Error("Cannot find production in docker-compose.yml");
  const it = production;
  return [
    ...(it.init ? ["--init"] : []),
    // As docker does it: podman would add folders that can be written.
    ...(it.read_only ? ["--read-only", "--read-only-tmpfs=false"] : []),
    ...it.cap_drop.map((name) => `--cap-drop=${name}`),
    ...it.security_opt.map((option) => `--security-opt=${option.replace(":true", "")}`),
    ...it.tmpfs.map((option) => `--tmpfs=${option}`),
    `--memory=${it.mem_limit}`,
    `--memory-swap=${it.memswap_limit}`,
    `--cpus=${it.cpus}`,
    `--pids-limit=${it.pids_limit}`,
    `--stop-timeout=${Number.parseInt(it.stop_grace_period!)}`,
    ...Object.entries(it.environment).map(([name, value]) =>
      `--env=${name}=${value.replace(/\$\{\w+:-([^}]*)\}/, "$1")}`
    ),
  ];
}

/** Starts the image as compose would. @throws {Error} with the log when it ends before it listens. */
export async function startContainer(built: Built, start: Start = {}): Promise<Container> {
  const { env = {}, command = productionCommand(), volume, network = "edge", mounts = [] } = start;
  const { podman } = built;
  const id = await podman(
    ...["run", "--detach", ...flags()],
    network === "edge" ? "--publish=127.0.0.1::5001" : `--network=${network}`,
    ...(volume === undefined ? [] : [`--volume=${volume}:/data`]),
    ...mounts.map((it) => `--volume=${it}:ro`),
    ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
    ...[imageOf("production"), ...command],
  );
  const container = theContainer(built, id);
  const started = await until(async () => {
    if ((await container.log()).includes('"event":"start"')) return true;
    const state = await podman("inspect", "--format", "{{.State.Status}}", id);
    return state === "exited" ? false : null;
  });
  if (!started) {
    const log = await container.log();
    await container[Symbol.asyncDispose]();
    throw new Error(`The image did not start:\n${log}`);
  }
  return container;
}

function theContainer({ podman, log }: Built, id: string): Container {
  const state = (of: string) => podman("inspect", "--format", `{{.State.${of}}}`, id);
  const passes = (...args: string[]) => podman(...args).then(() => true, () => false);
  const it: Container = {
    id,
    log: () => log(id),
    url: async () => `http://${await podman("port", id, "5001/tcp")}`,
    evaluate: (code, user = "1993:1993") =>
      podman("exec", "--user", user, id, "deno", "eval", "--no-config", code),
    healthy: () => passes("healthcheck", "run", id),
    async becomesHealthy() {
      if (await until(async () => await it.healthy() || null)) return;
      throw new Error(`It does not become healthy:\n${await it.log()}`);
    },
    async stop() {
      await podman("stop", id);
      return Number(await state("ExitCode"));
    },
    async server() {
      const init = await state("Pid");
      const children = await Deno.readTextFile(`/proc/${init}/task/${init}/children`);
      return Number(children.trim().split(" ")[0]);
    },
    async [Symbol.asyncDispose]() {
      await podman("rm", "--force", "--time", "0", id);
    },
  };
  return it;
}

/** What `ask` finds, asked again while that is `null`; `null` when it never finds anything. */
export async function until<T>(ask: () => Promise<T | null>): Promise<T | null> {
  for (let left = MOST_POLLS; left > 0; left--) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((wait) => setTimeout(wait, POLL_MS));
  }
  return null;
}
