import assert from "node:assert/strict";
import { freePort } from "../../tools/services/service.ts";
import { EMBEDDED } from "./embedded.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const SOURCES = [
  ...["app.ts", "main.ts", "deno.json", "deno.lock", "components", "db", "demo", "islands", "lib"],
  ...["routes", "static", "tools"],
];

/** A checkout of its own: what is built there is in nobody's way. */
export async function checkout(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "plp-dev-" });
  const { success } = await new Deno.Command("cp", { args: ["-r", ...SOURCES, dir], cwd: ROOT })
    .output();
  assert.ok(success);
  await Deno.symlink(`${ROOT}node_modules`, `${dir}/node_modules`);
  return dir;
}

export interface DevTask {
  task: Deno.ChildProcess;
  port: number;
  /** Reads what it prints until that fits. @returns Everything printed so far. */
  until(pattern: RegExp): Promise<string>;
  /** Reads what it prints until nobody can print any more. */
  rest(): Promise<string>;
}

/** `deno task dev` in a checkout. */
export async function devTask(dir: string): Promise<DevTask> {
  const port = freePort();
  const task = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "dev"],
    cwd: dir,
    env: {
      ...EMBEDDED,
      DATA_DIR: `${dir}/data`,
      PORT: String(port),
      DEMO: "0",
      APP_ENV: "development",
    },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let said = "";
  const reader = task.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (pattern: RegExp) => {
    while (!pattern.test(said)) {
      const { value, done } = await reader.read();
      assert.ok(!done, `It ended:\n${said}`);
      said += value;
    }
    return said;
  };
  await until(/"event":"start"/);
  return {
    task,
    port,
    until,
    async rest() {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        said += part.value;
      }
      return said;
    },
  };
}
