import { libraryPath, unpackPackage } from "./debian.ts";
import { type Launch, type Place, type Service } from "./service.ts";

/** Oldest that the product supports. */
const OLDEST = [7, 0] as const;

/** Redis that has every write on disk before its answer: the installed one, else Debian's, unpacked without root. */
export const redis: Service = {
  name: "redis",
  async fetch(kit) {
    if (await version("redis-server") !== null) return;
    await unpackPackage("redis-server", `${kit}/redis-debian`);
    const { program, env } = await server(kit);
    const found = await version(program, env);
    if (found === null) throw new Error("Cannot use Redis: 7.0 or newer is needed");
  },
  async launch({ dir, port, kit }) {
    const { program, env } = await server(kit);
    const keep = [
      "--appendonly",
      "yes",
      "--appendfsync",
      "always",
      "--maxmemory-policy",
      "noeviction",
    ];
    const place = ["--dir", dir, "--port", String(port), "--bind", "127.0.0.1"];
    // Its command line keeps naming the folder, by which `stop` knows it.
    return { program, args: [...place, ...keep, "--save", "", "--set-proc-title", "no"], env };
  },
  answer: ping,
  env: (place) => ({ REDIS_URL: `redis://127.0.0.1:${place.port}/` }),
};

async function server(kit: string): Promise<Required<Pick<Launch, "program" | "env">>> {
  if (await version("redis-server") !== null) return { program: "redis-server", env: {} };
  const folder = `${kit}/redis-debian`;
  const env = { LD_LIBRARY_PATH: await libraryPath(folder) };
  return { program: `${folder}/usr/bin/redis-server`, env };
}

/** Major and minor version, or `null` when it is absent or too old. */
async function version(
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly number[] | null> {
  const command = new Deno.Command(program, { args: ["--version"], env });
  try {
    const said = new TextDecoder().decode((await command.output()).stdout);
    const [, major, minor] = /v=(\d+)\.(\d+)/.exec(said)?.map(Number) ?? [];
    if (major === undefined || minor === undefined) return null;
    const fits = major > OLDEST[0] || major === OLDEST[0] && minor >= OLDEST[1];
    return fits ? [major, minor] : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function ping({ port }: Place): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode("PING\r\n"));
  const answer = new Uint8Array(64);
  const length = await connection.read(answer) ?? 0;
  const said = new TextDecoder().decode(answer.subarray(0, length));
  if (!said.startsWith("+PONG")) throw new Error(`Redis says ${said.trim()}`);
}
