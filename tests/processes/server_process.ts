import { freePort } from "../../tools/services/service.ts";
import { EMBEDDED } from "./embedded.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** The product as its own process, on the embedded store unless `env` names another. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  port: number;
  dataDir: string;
  /** The running process. */
  pid(): number;
  /** Everything printed so far. */
  output(): string;
  /** Waits until the output fits. */
  printed(pattern: RegExp): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder, after `kill` or `stop`. */
  start(): Promise<void>;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** Waits until it has ended by itself. @returns Its exit code. */
  ended(): Promise<number>;
}

export interface ServerOptions {
  /** Environment beyond the usual of a test. */
  env?: Record<string, string>;
  /** The machine's name or address in browsers, told to the server as `PUBLIC_URL`; `localhost`, untold, unless given. */
  host?: string;
  /** Runs what production runs, `build/server/main.js`, instead of `main.ts`. */
  built?: boolean;
  /** What starts it instead of the shell, such as `["prlimit", "--nofile=256"]`; the server's command line follows. */
  through?: readonly string[];
  /** Folder of the store; a fresh temporary one, removed at the end, unless given. */
  dataDir?: string;
}

/** Starts `main.ts` with the files of `deno task build`, and waits until it listens. */
export async function serverProcess(
  { env = {}, host, dataDir, built = false, through = [] }: ServerOptions = {},
): Promise<ServerProcess> {
  const dir = dataDir ?? await Deno.makeTempDir({ prefix: "plp-" });
  const port = freePort();
  const url = `http://${host ?? "localhost"}:${port}`;
  let child: Deno.ChildProcess | null = null;
  let pumping: Promise<unknown> = Promise.resolve();
  let text = "";

  async function start(): Promise<void> {
    const entry = built ? "build/server/main.js" : "main.ts";
    const [program, ...args] = [...through, Deno.execPath(), "run", "-A", "--no-check", entry];
    child = new Deno.Command(program!, {
      args,
      cwd: ROOT,
      env: {
        ...EMBEDDED,
        PORT: String(port),
        DATA_DIR: dir,
        DEMO: "0",
        RATE_LIMITS: "off",
        APP_ENV: "development",
        ...(host !== undefined && { PUBLIC_URL: url }),
        ...env,
      },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const from = text.length;
    pumping = Promise.all([child.stdout, child.stderr].map(async (stream) => {
      for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
    }));
    let ended = false;
    child.status.then(() => ended = true);
    const giveUp = performance.now() + 60_000;
    while (!text.slice(from).includes('"event":"start"')) {
      if (ended || performance.now() > giveUp) {
        await end("SIGKILL");
        throw new Error(`The server did not start:\n${text.slice(from)}`);
      }
      await new Promise((wait) => setTimeout(wait, 25));
    }
  }

  async function end(signal: Deno.Signal): Promise<void> {
    const running = child;
    child = null;
    if (running === null) return;
    try {
      running.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await running.status;
    await pumping;
  }

  await start();
  return {
    url,
    port,
    dataDir: dir,
    pid: () => child!.pid,
    output: () => text,
    async printed(pattern) {
      const giveUp = performance.now() + 20_000;
      while (!pattern.test(text)) {
        if (performance.now() > giveUp) {
          throw new Error(`The server did not print ${pattern}:\n${text}`);
        }
        await new Promise((wait) => setTimeout(wait, 20));
      }
    },
    start,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    async ended() {
      const { code } = await child!.status;
      await pumping;
      return code;
    },
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      if (dataDir === undefined) await Deno.remove(dir, { recursive: true });
    },
  };
}
