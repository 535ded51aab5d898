import { freePort } from "../tools/services/service.ts";
import { HttpConnection } from "./http_connection.ts";

/** Ticks of processor time a second, which Linux has fixed for programs. */
const TICKS = 100;
const START_MS = 60_000;
const POLL_MS = 2;

export interface ServerCommand {
  program: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
}

/** A server under measurement: a process of its own that answers `/livez`. */
export interface BenchServer extends AsyncDisposable {
  port: number;
  /** From the launch to the first 200, milliseconds. */
  startMs: number;
  /** Processor time of all its threads so far, milliseconds. */
  cpuMs(): Promise<number>;
  /** Resident memory, MB of 1,000,000 bytes. */
  residentMb(): Promise<number>;
}

/** Starts a server and waits for its first 200. @param path What it is asked for. @throws {Error} when it ends before that. */
export async function startServer(
  { program, args, cwd, env }: ServerCommand,
  path = "/livez",
): Promise<BenchServer> {
  const port = freePort();
  const launchedAt = performance.now();
  const child = new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { ...env, PORT: String(port) },
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  let ended = false;
  const status = child.status.then(() => ended = true);
  const stop = async () => {
    if (!ended) child.kill("SIGTERM");
    await status;
  };
  while (!await answers(port, path)) {
    if (!ended && performance.now() - launchedAt < START_MS) continue;
    await stop();
    throw new Error(`Cannot start ${program} ${args.join(" ")}: it does not answer ${path}`);
  }
  return {
    port,
    startMs: performance.now() - launchedAt,
    cpuMs: () => cpuOf(child.pid),
    residentMb: () => residentOf(child.pid),
    [Symbol.asyncDispose]: stop,
  };
}

async function answers(port: number, path: string): Promise<boolean> {
  try {
    using connection = await HttpConnection.open(port);
    const request = `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`;
    return (await connection.send(new TextEncoder().encode(request))).status === 200;
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    await new Promise((done) => setTimeout(done, POLL_MS));
    return false;
  }
}

async function cpuOf(pid: number): Promise<number> {
  const text = await Deno.readTextFile(`/proc/${pid}/stat`);
  // The second field is a name in brackets that may hold spaces.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 1_000 / TICKS;
}

async function residentOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024 / 1_000_000;
}
