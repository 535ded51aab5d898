import { once, run } from "./service.ts";

const HERE = new URL(".", import.meta.url).pathname;

/**
 * Brings schemathesis into `kit`, once, as a virtual environment of what `schemathesis.txt` pins.
 *
 * @returns The program, with what comes before its own arguments.
 * @throws {Error} saying what this machine lacks.
 */
export async function fetchSchemathesis(kit: string): Promise<string[]> {
  const pins = `${HERE}schemathesis.txt`;
  const folder = `${kit}/schemathesis-${await shortHash(await Deno.readTextFile(pins))}`;
  const python = `${folder}/bin/python`;
  await once(folder, async (into) => {
    await run("python3", ["-m", "venv", into]);
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await run(python, ["-m", "pip", "install", ...quiet, "--no-deps", "--requirement", pins]);
  });
  return [python, "-m", "schemathesis.cli"];
}

/** Another folder for other versions. */
async function shortHash(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 12);
}
