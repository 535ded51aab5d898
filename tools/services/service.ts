/** Where one server runs. */
export interface Place {
  /** Its data, log and process id; nothing else is in it. */
  dir: string;
  port: number;
  /** What was fetched for it. */
  kit: string;
}

export interface Launch {
  program: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** A server that tests run against, as a recipe that needs neither root nor a container. */
export interface Service {
  name: string;
  /** Brings what is needed into `kit`, once. @throws {Error} saying what this machine lacks. */
  fetch(kit: string): Promise<void>;
  /** Makes what it needs beside its data before it starts. */
  prepare?(place: Place): Promise<void>;
  launch(place: Place): Promise<Launch>;
  /** Resolves once it answers. @throws while it does not. */
  answer(place: Place): Promise<void>;
  /** What a test's environment needs to find it. */
  env(place: Place): Record<string, string>;
}

export interface Started {
  pid: number;
  port: number;
}

const READY_MS = 60_000;
const STOP_MS = 10_000;
const POLL_MS = 100;

/** Where what is fetched for tests is kept: SERVICES_KIT, else a folder of the user's cache. */
export function kitFolder(): string {
  const { env } = Deno;
  return absolute(env.get("SERVICES_KIT") ?? `${env.get("HOME") ?? "data"}/.cache/plp-services`);
}

/** From the folder that this process runs in. */
export function absolute(path: string): string {
  return path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
}

/** Runs a program to its end. @throws {Error} with what it said, when it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<string> {
  const command = new Deno.Command(program, { args: [...args], ...options, stdin: "null" });
  const { success, stdout, stderr } = await command.output().catch((error) => {
    throw new Error(`Cannot run ${program}: is it installed?`, { cause: error });
  });
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (success) return text(stdout);
  throw new Error(`Cannot run ${program} ${args.join(" ")}\n${text(stderr)}\n${text(stdout)}`);
}

/**
 * Starts the service in `place` and waits until it answers; one that runs there already is left as it is.
 *
 * @throws {Error} with the end of its log, when it ends or does not answer within a minute.
 */
export async function start(service: Service, place: Place): Promise<Started> {
  await Deno.mkdir(place.dir, { recursive: true });
  const known = await running(place.dir);
  if (known !== null) return known;
  await service.prepare?.(place);
  const { program, args, env = {} } = await service.launch(place);
  const log = `${place.dir}/log`;
  const child = new Deno.Command("sh", {
    args: ["-c", 'log=$1; shift; exec "$@" >>"$log" 2>&1', "sh", log, program, ...args],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  child.unref();
  const started: Started = { pid: child.pid, port: place.port };
  await Deno.writeTextFile(`${place.dir}/process.json`, JSON.stringify(started));
  await ready(service, place);
  return started;
}

/** Ends what `start` started in `dir`, and nothing else. @param signal `SIGKILL` to crash it. */
export async function stop(
  dir: string,
  signal: "SIGTERM" | "SIGKILL" = "SIGTERM",
): Promise<boolean> {
  const started = await running(dir);
  if (started === null) return false;
  Deno.kill(started.pid, signal);
  const late = Date.now() + STOP_MS;
  while (await running(dir) !== null) {
    if (Date.now() > late) Deno.kill(started.pid, "SIGKILL");
    await pause();
  }
  return true;
}

/** What runs in `dir`: the process noted there, as long as its command line still names the folder. */
export async function running(dir: string): Promise<Started | null> {
  try {
    const started: Started = JSON.parse(await Deno.readTextFile(`${dir}/process.json`));
    return (await commandLine(started.pid)).includes(dir) ? started : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Empty for a process that is no more. */
async function commandLine(pid: number): Promise<string> {
  if (Deno.build.os === "linux") {
    try {
      return await Deno.readTextFile(`/proc/${pid}/cmdline`);
    } catch (error) {
      // A process that ends while it is read gives ESRCH.
      if (error instanceof Deno.errors.NotFound || /os error 3\b/.test(String(error))) return "";
      throw error;
    }
  }
  const ps = new Deno.Command("ps", { args: ["-o", "args=", "-p", String(pid)] });
  return new TextDecoder().decode((await ps.output()).stdout);
}

async function ready(service: Service, place: Place): Promise<void> {
  const late = Date.now() + READY_MS;
  for (;;) {
    try {
      return await service.answer(place);
    } catch (error) {
      // While a program takes the place of the shell it has no command line for a moment.
      const ended = await running(place.dir) === null &&
        await pause().then(() => running(place.dir)) === null;
      if (ended || Date.now() > late) {
        const log = (await Deno.readTextFile(`${place.dir}/log`)).slice(-2_000);
        const what = ended ? "it ended at once" : "it does not answer";
        throw new Error(`Cannot start ${service.name}: ${what}\n${log}`, { cause: error });
      }
    }
    await pause();
  }
}

/** A port that nothing listens on at the moment. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Runs `fetch` when `folder` is not complete; two processes that want the same wait for each other. */
export async function once(folder: string, fetch: (into: string) => Promise<void>): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const lock = await Deno.open(`${folder}.lock`, { create: true, write: true });
  try {
    await lock.lock(true);
    if (await exists(`${folder}/complete`)) return;
    await fetch(folder);
    await Deno.writeTextFile(`${folder}/complete`, "");
  } finally {
    lock.close();
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, POLL_MS));
}
