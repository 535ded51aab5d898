import { damageOf } from "../db/kv/check_file.ts";
import { holdLock } from "../db/kv/open.ts";
import { parseConfig } from "../lib/process/config.ts";
import { withSecretFiles } from "../lib/process/secret_files.ts";

const USAGE = `deno task check-data
    looks at every page of the embedded store's files in DATA_DIR, and changes nothing
The server must not be running: stop it first. With MongoDB, its own validate command does this.`;

/** The files that the product keeps there, and what a server that uses them holds. */
const FILES = [["plp.kv", "plp.lock"], ["outage.kv", "outage.lock"]] as const;

/** A line for each file. @returns How many are damaged. @throws {Error} while a server uses them. */
async function check(dir: string): Promise<number> {
  let damaged = 0;
  for (const [name, lock] of FILES) {
    using _held = await holdLock(`${dir}/${lock}`);
    const path = `${dir}/${name}`;
    const isThere = await Deno.stat(path).then(() => true, (error) => {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    });
    if (!isThere) continue;
    const damage = await damageOf(path, { whole: true });
    if (damage !== null) damaged++;
    say(`${path}: ${damage === null ? "no damage found" : `damaged: ${damage}`}`);
  }
  if (damaged > 0) {
    say(
      'Keep this folder as it is, and start with its last copy: see "A damaged file" in docs/STORES.md',
    );
  }
  return damaged;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) {
  if (Deno.args.includes("--help")) {
    say(USAGE);
    Deno.exit(0);
  }
  const { dataDir } = parseConfig(withSecretFiles(Deno.env.toObject()));
  try {
    Deno.exit(await check(dataDir) > 0 ? 1 : 0);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
