/**
 * Makes `build/server/main.js` of `main.ts` and all it imports, after `tools/bundle.ts`: a few files instead of some six
 * hundred start in half the time. Packages stay where they are.
 * @module
 */
import * as esbuild from "esbuild";

/** Transpiled by Deno, which alone knows `"jsx": "precompile"`, before it is bundled. */
export async function bundleServer(root: string): Promise<void> {
  const outdir = `${root}/build/server`;
  await Deno.remove(outdir, { recursive: true }).catch(ignoreMissing);
  const between = await Deno.makeTempDir({ dir: `${root}/build`, prefix: "server-" });
  try {
    const files = await localModules(root, "main.ts");
    await run(root, [
      "transpile",
      "--quiet",
      "--source-map",
      "inline",
      "--outdir",
      between,
      ...files,
    ]);
    await esbuild.build({
      absWorkingDir: between,
      entryPoints: ["main.js"],
      outdir,
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      packages: "external",
      external: ["node:*"],
      // What is imported when first used stays in files of its own.
      splitting: true,
      sourcemap: "linked",
      sourcesContent: false,
      keepNames: true,
      logLevel: "warning",
      plugins: [asTranspiled],
    });
  } finally {
    await esbuild.stop();
    await Deno.remove(between, { recursive: true });
  }
}

/** What the sources call `x.ts` or `x.tsx` has become `x.js`. */
const asTranspiled: esbuild.Plugin = {
  name: "as-transpiled",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.tsx?$/ }, ({ path, resolveDir }) => ({
      path: new URL(path.replace(/\.tsx?$/, ".js"), `file://${resolveDir}/`).pathname,
    }));
  },
};

/** Paths, from `root`, of all files of the project that `entry` reaches. */
async function localModules(root: string, entry: string): Promise<string[]> {
  const graph: { modules: { local?: string }[] } = JSON.parse(
    await run(root, ["info", "--json", entry]),
  );
  const prefix = `${root}/`;
  return graph.modules.flatMap(({ local }) =>
    local?.startsWith(prefix) && !local.startsWith(`${prefix}node_modules/`)
      ? [local.slice(prefix.length)]
      : []
  );
}

async function run(cwd: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd })
    .output();
  if (!success) throw new Error(`Cannot ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

if (import.meta.main) await bundleServer(Deno.cwd());
