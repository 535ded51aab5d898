/**
 * Leaves in `node_modules` what the server needs and takes the rest away (browsers' test driver, bundler, types), and puts
 * argon2's native file where the permissions name it. For the image alone: `deno install` brings everything back.
 * @module
 */

/** What runs in the production image. */
const ENTRIES = [
  "build/server/main.js",
  "tools/admin.ts",
  "tools/check_data.ts",
  "tools/move.ts",
  "tools/healthcheck.ts",
];

interface Graph {
  modules: { kind?: string; npmPackage?: string }[];
  npmPackages: Record<string, { name: string; dependencies: string[]; localPath?: string }>;
}

async function graph(entry: string): Promise<Graph> {
  const command = new Deno.Command(Deno.execPath(), { args: ["info", "--json", entry] });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Folders in `node_modules/.deno` of every package that `entries` reach, directly or through others. */
export function reached({ modules, npmPackages }: Graph): Set<string> {
  const waiting = modules.flatMap((it) => it.npmPackage ?? []);
  const seen = new Set<string>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...npmPackages[id]!.dependencies);
  }
  const needed = [...seen].map((id) => npmPackages[id]!).filter(({ name }) =>
    !name.startsWith("@types/") && !name.startsWith("@node-rs/argon2-")
  );
  return new Set(needed.map(({ localPath }) => /\.deno\/([^/]+)/.exec(localPath ?? "")?.[1] ?? ""));
}

/** Copies the addon for this machine; only GNU's C library is in the image. */
async function copyAddon(packages: string): Promise<void> {
  for await (const { name } of Deno.readDir(packages)) {
    const platform = /^@node-rs\+(argon2-linux-.*-gnu(?:eabihf)?)@/.exec(name)?.[1];
    if (platform === undefined) continue;
    const from = `${packages}/${name}/node_modules/@node-rs/${platform}`;
    const file = `argon2.${platform.slice("argon2-".length)}.node`;
    await Deno.mkdir("native", { recursive: true });
    return await Deno.copyFile(`${from}/${file}`, "native/argon2.node");
  }
  throw new Error("Cannot find argon2 for Linux in node_modules");
}

async function removeDangling(dir: string): Promise<void> {
  for await (const { name, isSymlink, isDirectory } of Deno.readDir(dir)) {
    const path = `${dir}/${name}`;
    if (isDirectory && name.startsWith("@")) await removeDangling(path);
    if (!isSymlink) continue;
    await Deno.stat(path).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return Deno.remove(path);
    });
  }
}

if (import.meta.main) {
  const packages = "node_modules/.deno";
  await copyAddon(packages);
  const keep = new Set<string>(["node_modules"]);
  for (const entry of ENTRIES) for (const folder of reached(await graph(entry))) keep.add(folder);
  for await (const { name } of Deno.readDir(packages)) {
    if (!keep.has(name)) await Deno.remove(`${packages}/${name}`, { recursive: true });
  }
  await removeDangling("node_modules");
  await removeDangling(`${packages}/node_modules`);
}
