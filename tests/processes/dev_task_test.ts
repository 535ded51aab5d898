import assert from "node:assert/strict";
import { EMBEDDED } from "./embedded.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const SOURCES = [
  ...["app.ts", "main.ts", "deno.json", "deno.lock", "components", "db", "demo", "islands", "lib"],
  ...["routes", "static", "tools"],
];

/** A checkout of its own: what is built there is in nobody's way. */
async function checkout(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "plp-dev-" });
  const { success } = await new Deno.Command("cp", { args: ["-r", ...SOURCES, dir], cwd: ROOT })
    .output();
  assert.ok(success);
  await Deno.symlink(`${ROOT}node_modules`, `${dir}/node_modules`);
  return dir;
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test({
    name: `deno task dev serves, and ends with all it started when it is sent ${signal}`,
    timeout: 90_000,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const dir = await checkout();
      const task = new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "dev"],
        cwd: dir,
        env: { ...EMBEDDED, DATA_DIR: `${dir}/data`, PORT: "0", DEMO: "0", APP_ENV: "development" },
        stdout: "piped",
        stderr: "null",
      }).spawn();
      let said = "";
      const reader = task.stdout.pipeThrough(new TextDecoderStream()).getReader();
      while (!said.includes('"event":"start"')) {
        const { value, done } = await reader.read();
        assert.ok(!done, `It ended:\n${said}`);
        said += value;
      }
      task.kill(signal);
      const { code } = await task.status;
      // Whoever holds the other end has ended, or this would wait for ever.
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        said += part.value;
      }
      assert.match(said, new RegExp(`"event":"stop"`));
      assert.equal(code, 0);
      await Deno.remove(dir, { recursive: true });
    },
  });
}
