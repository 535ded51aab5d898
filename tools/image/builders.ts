import { run } from "../services/service.ts";

/** Programs that can build the image, in the order in which they are looked for. */
export const BUILDERS = ["docker", "buildah", "podman"] as const;
export type BuilderName = typeof BUILDERS[number];

export interface Builder {
  name: BuilderName;
  /** A folder of its own for images instead of the machine's; not for docker, which has a daemon's. */
  storage?: string;
  /** Where a build's own words go; errors hold them with `hide`. */
  output?: "show" | "hide";
}

/** The images that `Dockerfile` starts from, as its build arguments. */
export interface Bases {
  BASE: string;
  RUNTIME: string;
}

export interface Build {
  context: string;
  /** `Dockerfile` in `context` when it is left out. */
  file?: string;
  target: string;
  tag: string;
  bases?: Bases;
}

/**
 * The builder that is asked for, or the first that answers on this machine.
 *
 * @throws {Error} saying what to install, when none does.
 */
export async function chooseBuilder(wanted: BuilderName | null): Promise<BuilderName> {
  for (const name of wanted === null ? BUILDERS : [wanted]) {
    if (await answers(name)) return name;
  }
  const missing = wanted === null
    ? "neither docker with its daemon, nor buildah, nor podman answers"
    : wanted === "docker"
    ? "docker or its daemon does not answer"
    : `${wanted} does not answer`;
  const install = wanted === "podman" ? "podman" : "buildah";
  throw new Error(
    `Cannot build an image: ${missing}. Install one; on Debian and Ubuntu: apt-get install ${install}`,
  );
}

/** A client of docker without its daemon cannot build. */
async function answers(name: BuilderName): Promise<boolean> {
  const args = name === "docker" ? ["version", "--format", "{{.Server.Version}}"] : ["--version"];
  try {
    await run(name, args);
    return true;
  } catch {
    // Any failure: absent, not to be run or without its daemon, it builds nothing.
    return false;
  }
}

/** Runs the builder. @throws {Error} when it fails, with what it said unless that was shown. */
export async function build(builder: Builder, it: Build): Promise<void> {
  const { context, file = `${context}/Dockerfile`, target, tag, bases } = it;
  const given = Object.entries(bases ?? {}).flatMap(([name, image]) => [
    "--build-arg",
    `${name}=${image}`,
  ]);
  const named = ["--file", file, "--target", target, "--tag", tag];
  const args = ["build", ...ownFlags(builder), ...named, ...given, context];
  if (builder.output !== "show") {
    await ask(builder, args);
    return;
  }
  const child = new Deno.Command(builder.name, {
    args: [...storageFlags(builder), ...args],
    stdin: "null",
  }).spawn();
  if (!(await child.status).success) throw new Error(`${builder.name} could not build ${tag}`);
}

/**
 * Neither a runtime nor a network of its own is needed to build. In the format of OCI an image has no health check; what is
 * built from is here by now, and nothing else is fetched.
 */
function ownFlags({ name }: Builder): string[] {
  if (name === "docker") return [];
  const plain = ["--isolation", "chroot", "--network", "host", "--format", "docker"];
  return [...plain, "--layers", "--pull=never"];
}

/** Whether the image is here, fetched now if need be. @returns what stood in the way, or `null`. */
export async function pull(builder: Builder, image: string): Promise<string | null> {
  try {
    const verb = builder.name === "buildah" ? ["inspect", "--type", "image"] : ["image", "inspect"];
    await ask(builder, [...verb, image]);
    return null;
  } catch {
    // Any failure: an image that cannot be looked at is asked for below.
  }
  try {
    // Names without a host mean the same to each builder only with the transport before them.
    await ask(builder, ["pull", builder.name === "docker" ? image : `docker://${image}`]);
    return null;
  } catch (error) {
    // Any failure: whoever asks says it and decides.
    return error instanceof Error ? error.message : String(error);
  }
}

/** What the builder prints. */
export function ask(builder: Builder, args: readonly string[]): Promise<string> {
  return run(builder.name, [...storageFlags(builder), ...args]);
}

function storageFlags({ storage }: Builder): string[] {
  return storage === undefined ? [] : storageAt(storage);
}

/** Flags of buildah and podman for images and containers in a folder of their own. */
export function storageAt(folder: string): string[] {
  return ["--root", `${folder}/storage`, "--runroot", `${folder}/run`];
}
