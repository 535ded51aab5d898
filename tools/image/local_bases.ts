import { exists, once, run } from "../services/service.ts";
import { type Bases, build, type Builder } from "./builders.ts";

const AUTHORITIES = "etc/ssl/certs/ca-certificates.crt";
/** As in the images of Deno's makers. */
const USER = "deno:x:1993:1993::/home/deno:/sbin/nologin\n";
const PATH = "PATH=/usr/local/bin:/usr/bin:/bin";
const PLATFORMS: Readonly<Record<string, string>> = { "x86_64": "x64", "aarch64": "arm64" };
const TOOLS = ["debootstrap", "apt-get", "npm", "tar", "ldd"];

/**
 * Makes both images that `Dockerfile` starts from of what this machine's own sources of packages hold: Debian's smallest
 * system by debootstrap and Deno's program from npm; for running, that program and its libraries alone.
 *
 * @param version Of Deno.
 * @param kit Where what was fetched is kept for the next time.
 * @throws {Error} saying what this machine lacks.
 */
export async function makeBases(builder: Builder, version: string, kit: string): Promise<Bases> {
  await requireTools();
  const folder = `${kit}/image-bases-${version}-${Deno.build.arch}`;
  await once(folder, async (into) => {
    await fetchDeno(version, into);
    await makeSystem(into);
    await makeThin(into);
  });
  // What this machine trusts and where it takes modules from; they are in the image that builds, not in the one that runs.
  await run("cp", ["-L", `/${AUTHORITIES}`, `${folder}/system/${AUTHORITIES}`]);
  const registry = await run("npm", ["config", "get", "registry"]);
  const building = ["DENO_TLS_CA_STORE=system", `NPM_CONFIG_REGISTRY=${registry}`];
  const BASE = `localhost/deno:${version}`;
  const RUNTIME = `localhost/deno:distroless-${version}`;
  await makeImage(builder, `${folder}/system`, BASE, [PATH, ...building]);
  await makeImage(builder, `${folder}/thin`, RUNTIME, [PATH]);
  return { BASE, RUNTIME };
}

async function requireTools(): Promise<void> {
  const missing: string[] = [];
  for (const tool of TOOLS) {
    await run("sh", ["-c", 'command -v "$1"', "sh", tool]).catch(() => missing.push(tool));
  }
  const root = Deno.uid() === 0;
  if (root && missing.length === 0) return;
  const lacks = [...(root ? [] : ["root"]), ...missing].join(", ");
  throw new Error(
    `Cannot make base images here: that needs root on Debian with ${TOOLS.join(", ")}. ` +
      `Missing: ${lacks}`,
  );
}

async function fetchDeno(version: string, into: string): Promise<void> {
  const platform = PLATFORMS[Deno.build.arch];
  if (platform === undefined) throw new Error(`Cannot find Deno for ${Deno.build.arch} on npm`);
  const name = `@deno/linux-${platform}-glibc@${version}`;
  await run("npm", ["pack", "--silent", "--pack-destination", into, name]);
  const archive = `${into}/deno-linux-${platform}-glibc-${version}.tgz`;
  await run("tar", ["-xzf", archive, "-C", into, "--strip-components=1", "package/deno"]);
  await Deno.chmod(`${into}/deno`, 0o755);
  await Deno.remove(archive);
}

/** Of the release and the source of packages that this machine has itself. */
async function makeSystem(into: string): Promise<void> {
  const root = `${into}/system`;
  // What a run that was killed left.
  if (await exists(root)) await Deno.remove(root, { recursive: true });
  const format = "$(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)";
  const lines = await run("apt-get", [
    ...["indextargets", "--format", format, "Created-By: Packages"],
  ]);
  const main = lines.split("\n").map((line) => line.split(" ")).find((
    [origin, component, release],
  ) => origin === "Debian" && component === "main" && !release?.includes("-"));
  if (main === undefined) throw new Error("Cannot find Debian's main packages in apt's sources");
  const [, , release = "", source = ""] = main;
  const options = ["--variant=minbase", "--include=ca-certificates"];
  await run("debootstrap", [...options, release, root, source]);
  // Devices are the machine's, and lists and archives of no use.
  await run("sh", ["-c", 'cd "$1" && rm -rf dev/* var/cache/apt/* var/lib/apt/lists/*', "", root]);
  await Deno.writeTextFile(`${root}/etc/passwd`, USER, { append: true });
  await Deno.writeTextFile(`${root}/etc/group`, "deno:x:1993:\n", { append: true });
  await run("cp", [`${into}/deno`, `${root}/usr/bin/deno`]);
}

/** Deno, the libraries it loads, authorities and `/tmp`: no shell and no packages. */
async function makeThin(into: string): Promise<void> {
  const root = `${into}/thin`;
  const needed = (await run("ldd", [`${into}/deno`])).match(/\/\S+/g) ?? [];
  await run("mkdir", ["-p", `${root}/tmp`, `${root}/usr/bin`, `${root}/etc/ssl/certs`]);
  for (const library of needed) {
    const path = root + library.replace(/^\/usr(?=\/lib)/, "");
    await run("install", ["-D", library, path]);
  }
  await Deno.chmod(`${root}/tmp`, 0o1777);
  await run("cp", ["-L", `${into}/system/${AUTHORITIES}`, `${root}/${AUTHORITIES}`]);
  await Deno.writeTextFile(`${root}/etc/passwd`, `root:x:0:0::/root:/sbin/nologin\n${USER}`);
  await run("cp", [`${into}/deno`, `${root}/usr/bin/deno`]);
}

async function makeImage(
  builder: Builder,
  root: string,
  tag: string,
  env: readonly string[],
): Promise<void> {
  const [, context = "", name = ""] = /^(.*)\/([^/]+)$/.exec(root) ?? [];
  const lines = [
    "FROM scratch AS base",
    `COPY ${name}/ /`,
    ...env.map((it) => `ENV ${it}`),
    'ENTRYPOINT ["/usr/bin/deno"]',
  ];
  const file = await Deno.makeTempFile({ prefix: "plp-base-" });
  try {
    await Deno.writeTextFile(file, lines.join("\n"));
    await build({ ...builder, output: "hide" }, { context, file, target: "base", tag });
  } finally {
    await Deno.remove(file);
  }
}
