/**
 * Runs the application's own tests on MongoDB instead of the embedded store: `deno task test:mongo [path ...]`.
 *
 * The leak sanitizers are off: one client of the driver serves all tests of a process. They stay on for the driver's own
 * tests, which `deno task test:all` runs.
 */
import { OWN_FOLDERS } from "./environments.ts";

const CONFIG = ".deno.on_mongo.json";

/** Without a browser, and without what runs on every engine anyway or on none. */
export const ON_NO_SERVER = [
  ...OWN_FOLDERS,
  "db",
  "tools",
  "islands",
  "components",
  "lib/model",
  "bench",
];

/** The project's configuration without sanitizers, in the project's folder because paths in it are relative. */
async function writeConfig(): Promise<void> {
  const { test: _, ...rest } = JSON.parse(await Deno.readTextFile("deno.json"));
  await Deno.writeTextFile(CONFIG, JSON.stringify(rest));
}

async function run(args: readonly string[]): Promise<number> {
  if (!Deno.env.get("MONGODB_URL")) {
    throw new Error(
      "Cannot test on MongoDB: set MONGODB_URL, as `deno task services up` prints it",
    );
  }
  await writeConfig();
  try {
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "-A", "--no-check", "--parallel", "--config", CONFIG, "--lock", "deno.lock"],
        `--ignore=${ON_NO_SERVER}`,
        ...args,
      ],
      env: { STORE: "mongo" },
    });
    return (await command.spawn().status).code;
  } finally {
    await Deno.remove(CONFIG);
  }
}

if (import.meta.main) Deno.exit(await run(Deno.args));
