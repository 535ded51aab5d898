/**
 * Builds the production image of `Dockerfile`, with whichever builder this machine has: `deno task image`.
 * @module
 */
import { findBases } from "./image/bases.ts";
import {
  build,
  type Builder,
  type BuilderName,
  BUILDERS,
  chooseBuilder,
} from "./image/builders.ts";

const USAGE = `deno task image [--tag T] [--builder docker|buildah|podman] [--local-bases]
    builds the production image
--tag          its name; personal-learning-pro when none is given
--builder      the program that builds; else docker if its daemon answers, buildah or podman, in this order
--local-bases  makes the images it starts from of this machine's Debian packages and npm's Deno, as root. Without it
               that is done where the images that Dockerfile names cannot be fetched.`;

export interface Options {
  tag: string;
  builder: BuilderName | null;
  localBases: boolean;
}

/** @throws {Error} for an option that there is not, or one without its value. */
export function readOptions(args: readonly string[]): Options {
  const options: Options = { tag: "personal-learning-pro", builder: null, localBases: false };
  const words = args.flatMap((it) => it.startsWith("--") ? it.split(/=(.*)/s, 2) : [it]);
  for (let at = 0; at < words.length; at++) {
    const name = words[at];
    if (name === "--local-bases") {
      options.localBases = true;
      continue;
    }
    if (name !== "--tag" && name !== "--builder") throw new Error(`No option is called ${name}`);
    const value = words[++at];
    if (!value || value.startsWith("--")) throw new Error(`${name} needs a value`);
    if (name === "--tag") options.tag = value;
    else options.builder = readBuilder(value);
  }
  return options;
}

function readBuilder(value: string): BuilderName {
  const known = BUILDERS.find((it) => it === value);
  if (known === undefined) throw new Error(`No builder is called ${value}: ${BUILDERS.join(", ")}`);
  return known;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) return say(USAGE);
  const { tag, builder: wanted, localBases } = readOptions(args);
  const name = await chooseBuilder(wanted);
  const context = new URL("..", import.meta.url).pathname.replace(/\/$/, "");
  const builder: Builder = { name, output: "show" };
  const bases = await findBases({ name }, context, localBases, say);
  await build(builder, { context, target: "production", tag, bases });
  say(`${name} has built ${tag}`);
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
    Deno.exit(1);
  }
}
