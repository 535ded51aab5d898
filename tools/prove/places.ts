import { FOLDER } from "./state.ts";
import type { Need } from "./suite.ts";

const DIR = `${FOLDER}/services`;

/** Servers of a run's own, left by a run that was killed or started now; stopped when disposed. */
export interface Places extends AsyncDisposable {
  env: Record<string, string>;
}

/** Starts what suites need. @throws {Error} when one does not start; nothing is left running then. */
export async function startPlaces(needs: readonly Need[]): Promise<Places> {
  const names = ["mongo", "mongo_tls", "redis"].filter((name) => needs.some((it) => it === name));
  if (needs.includes("build")) await deno("task", "build");
  const stop = async () => {
    if (names.length > 0) await services("down", names);
  };
  try {
    const said = names.length === 0 ? "" : await services("up", names);
    return { env: readEnv(said), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `NAME=value`, a line each. */
export function readEnv(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  }));
}

async function services(command: string, names: readonly string[]): Promise<string> {
  const wipe = command === "down" ? ["--wipe"] : [];
  return await deno("run", "-A", "tools/services.ts", command, ...names, ...wipe);
}

async function deno(...args: string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args,
    env: { SERVICES_DIR: DIR },
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}
