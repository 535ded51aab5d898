import { openStores } from "../db/choose.ts";
import { parseConfig } from "../lib/process/config.ts";
import { ONE_TIME_DAYS } from "../lib/model/access/one_time.ts";
import { INSTALLATION } from "../lib/store/store.ts";
import { withSecretFiles } from "../lib/process/secret_files.ts";
import { type MadeAdmin, makeAdmin, recover } from "../lib/people/admin.ts";

const USAGE = `deno task admin --name "Ada Admin" --email ada@school.example
    makes the administrator of this installation, who creates schools and reads no school's data
deno task admin --recover ada@school.example
    gives an administrator or someone of a school office a one-time password
With the embedded store the server must not be running: the folder belongs to one process at a time.`;

/** The value after `--name`, else what is typed at the prompt. */
function option(args: readonly string[], name: string): string | null {
  const at = args.indexOf(`--${name}`);
  return at === -1 ? null : args[at + 1] ?? null;
}

async function run(args: readonly string[]): Promise<MadeAdmin> {
  const config = parseConfig(withSecretFiles(Deno.env.toObject()));
  await using store = await openStores(config, (line) => {
    if (line.event === "warning") say(line.text);
  });
  const deps = { ...store.stores, now: Date.now };
  const lost = option(args, "recover");
  if (lost !== null) return await recover(deps, lost);
  const name = option(args, "name") ?? prompt("Name:") ?? "";
  const email = option(args, "email") ?? prompt("E-mail:") ?? "";
  return await makeAdmin(deps, { name, email });
}

/** One line on standard output; the one-time password is meant for whoever sits here. */
function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) {
  if (Deno.args.includes("--help")) {
    say(USAGE);
    Deno.exit(0);
  }
  try {
    const { person, oneTimePassword } = await run(Deno.args);
    const what = person.schoolId === INSTALLATION ? "administrator" : person.role;
    say(`${person.name} (${what}) signs in as ${person.email ?? person.username}`);
    say(`One-time password: ${oneTimePassword}`);
    say(`It lets in for ${ONE_TIME_DAYS} days.`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
