import { asImageUser, type Image } from "./image.ts";

/** How often a request that a store was late for is sent again. */
const MOST_TRIES = 50;
/** Where browsers of these tests think they are. */
const ORIGIN = "https://school.example";

export interface ImageServer extends AsyncDisposable {
  /** Everything printed so far. */
  output(): string;
  /** Sends a form or a file as a browser that came from a page of ours; cookies are kept. */
  send(path: string, body?: FormData | URLSearchParams): Promise<Response>;
  signOut(): void;
  /** Runs the image's health check inside. */
  healthy(...path: string[]): Promise<boolean>;
  /** Asks it to end as an engine does. Returns how that went. */
  stop(): Promise<{ code: number; ms: number }>;
}

export interface Changes {
  env?: Record<string, string>;
  /** Further addresses for `--allow-net`. */
  hosts?: readonly string[];
  /** The flag that is left out, by how it begins. */
  without?: string;
}

/** The image's command with the changes. @throws {Error} with the output when it ends before it listens. */
export async function startImage(image: Image, changes: Changes = {}): Promise<ImageServer> {
  const port = String(freePort());
  const env = {
    ...image.env,
    PATH: Deno.env.get("PATH")!,
    PORT: port,
    PUBLIC_URL: ORIGIN,
    FIRST_RUN: "1",
    ...changes.env,
  };
  const inside = (command: readonly string[]) => {
    const [program, ...args] = asImageUser(command);
    const cwd = `${image.root}/app`;
    const piped = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
    return new Deno.Command(program!, { args, cwd, env, clearEnv: true, ...piped });
  };
  const child = inside(changed(image.command, port, changes)).spawn();
  let text = "";
  const pumping = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  }));
  let ended = false;
  const status = child.status.then((it) => {
    ended = true;
    return it;
  });
  async function end(signal: Deno.Signal): Promise<{ code: number; ms: number }> {
    const from = performance.now();
    if (!ended) child.kill(signal);
    const { code } = await status;
    await pumping;
    return { code, ms: performance.now() - from };
  }

  const giveUp = performance.now() + 60_000;
  while (!text.includes('"event":"start"')) {
    if (ended || performance.now() > giveUp) {
      await end("SIGKILL");
      throw new Error(`The image did not start:\n${text}`);
    }
    await new Promise((wait) => setTimeout(wait, 25));
  }
  let cookie = "";
  return {
    output: () => text,
    async send(path, body) {
      const headers = { origin: ORIGIN, ...(cookie && { cookie }) };
      const ask = () =>
        fetch(`http://127.0.0.1:${port}${path}`, {
          headers,
          redirect: "manual",
          ...(body && { method: "POST", body }),
        });
      let response = await ask();
      // What a busy machine's store is late for is sent again, as the product asks for.
      for (let left = MOST_TRIES; response.status === 503 && left > 0; left--) {
        await response.body?.cancel();
        await new Promise((wait) => setTimeout(wait, 200));
        response = await ask();
      }
      for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0]!;
      return response;
    },
    signOut: () => cookie = "",
    healthy: async (...path) => (await inside([...image.healthcheck, ...path]).output()).success,
    stop: () => end("SIGTERM"),
    [Symbol.asyncDispose]: async () => void await end("SIGKILL"),
  };
}

function changed(command: readonly string[], port: string, changes: Changes): string[] {
  const { hosts = [], without } = changes;
  return command.filter((it) => without === undefined || !it.startsWith(without)).map((it) =>
    it.startsWith("--allow-net=") ? [it.replace(":5001", `:${port}`), ...hosts].join(",") : it
  );
}

function freePort(): number {
  using listener = Deno.listen({ port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
