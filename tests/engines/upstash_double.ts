import { Redis } from "ioredis";

/**
 * Upstash's REST protocol as it is documented, in front of a Redis: a command as a JSON array to `/`, several to
 * `/pipeline` or, as one transaction, to `/multi-exec`; answers `{result}` or `{error}`, strings in base64 when asked.
 */
export interface UpstashDouble extends AsyncDisposable {
  url: string;
  token: string;
  /** Commands carried out so far. */
  commands: number;
  /** Refuses connections from now on. */
  stop(): Promise<void>;
  /** Answers again at the same address. */
  start(): void;
}

/** First line of a script, with a flag that Upstash alone knows. */
const UPSTASH_FLAG = /^#!lua flags=allow-key-locking\n/;

type Command = (string | number)[];
type Answer = { result: unknown } | { error: string };

export function upstashDouble(redisUrl: string): UpstashDouble {
  const redis = new Redis(redisUrl);
  const token = crypto.randomUUID();
  let server: Deno.HttpServer<Deno.NetAddr> | null = null;
  let port = 0;

  async function run([name = "", ...args]: Command): Promise<Answer> {
    double.commands++;
    const given = args.map((it) => String(it).replace(UPSTASH_FLAG, "#!lua\n"));
    try {
      return { result: await redis.callBuffer(String(name), ...given) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  async function transaction(commands: Command[]): Promise<Answer[] | Answer> {
    double.commands += commands.length;
    const multi = redis.multi();
    for (const [name = "", ...args] of commands) {
      multi.callBuffer(String(name), ...args.map(String));
    }
    try {
      const results = await multi.exec() ?? [];
      return results.map(([error, result]) => error ? { error: error.message } : { result });
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  async function answer(request: Request): Promise<Response> {
    const given = request.headers.get("authorization");
    if (given !== `Bearer ${token}`) {
      return json({ error: "WRONGPASS invalid or missing auth token" }, 401);
    }
    if (request.method !== "POST") return json({ error: "ERR method not allowed" }, 405);
    const commands = await request.json();
    const encoded = request.headers.get("upstash-encoding") === "base64";
    const { pathname } = new URL(request.url);
    if (pathname === "/") return one(await run(commands), encoded);
    if (pathname === "/pipeline") {
      const all: Answer[] = [];
      for (const command of commands) all.push(await run(command));
      return json(all.map((it) => written(it, encoded)));
    }
    if (pathname === "/multi-exec") {
      const all = await transaction(commands);
      return Array.isArray(all) ? json(all.map((it) => written(it, encoded))) : one(all, encoded);
    }
    return json({ error: "ERR no such path" }, 404);
  }

  const double: UpstashDouble = {
    url: "",
    token,
    commands: 0,
    async stop() {
      await server?.shutdown();
      server = null;
    },
    start() {
      server = Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, answer);
      ({ port } = server.addr);
      double.url = `http://127.0.0.1:${port}`;
    },
    async [Symbol.asyncDispose]() {
      await double.stop();
      await redis.quit();
    },
  };
  double.start();
  return double;
}

function one(it: Answer, encoded: boolean): Response {
  return json(written(it, encoded), "error" in it ? 400 : 200);
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

function written(it: Answer, encoded: boolean): Answer {
  return "error" in it ? it : { result: value(it.result, encoded) };
}

/** A reply as JSON: only the simple string OK stays as it is where the rest is in base64. */
function value(it: unknown, encoded: boolean): unknown {
  if (Array.isArray(it)) return it.map((part) => value(part, encoded));
  if (!(it instanceof Uint8Array)) return it;
  const text = new TextDecoder().decode(it);
  return encoded && text !== "OK" ? btoa(String.fromCharCode(...it)) : text;
}
