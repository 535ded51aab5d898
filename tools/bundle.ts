import { basename, join } from "node:path";
import * as esbuild from "esbuild";

/**
 * Builds what browsers load into `build/`: islands, page scripts, style sheets and fonts, with content hashes and a manifest.
 *
 * @param root Absolute path of the project.
 * @returns The output folder.
 */
export async function bundle(root: string): Promise<string> {
  const outdir = `${root}/build`;
  await Deno.remove(outdir, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(outdir, { recursive: true });
  const scripts = await bundleScripts(root, outdir);
  const styles = await bundleStyles(root, outdir);
  const icons = await copyIcons(root, outdir);
  await esbuild.stop();
  await Deno.writeTextFile(
    `${outdir}/manifest.json`,
    JSON.stringify({ ...scripts, ...styles, ...icons }, null, 2),
  );
  return outdir;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

async function filesIn(dir: string, ending: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(dir)) {
      if (isFile && name.endsWith(ending)) names.push(name);
    }
  } catch (error) {
    ignoreMissing(error);
  }
  return names.sort();
}

/** `lib/islands/client.ts` and every `islands/*.tsx`; the chunks they share carry a hash too. */
async function bundleScripts(root: string, outdir: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = { "lib/islands/client.ts": "client" };
  for (const name of await filesIn(`${root}/islands`, ".tsx")) {
    entries[`islands/${name}`] = `islands/${name.slice(0, -4)}`;
  }
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.keys(entries),
    outdir,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    metafile: true,
    plugins: [ownGlyphs],
  });
  const manifest: Record<string, string> = {};
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) manifest[entries[entryPoint]!] = basename(path);
  }
  return manifest;
}

/** Every file that shows glyphs gets its own, so that no page loads the icons of all others in a shared chunk. */
const ownGlyphs: esbuild.Plugin = {
  name: "own-glyphs",
  setup(build) {
    build.onResolve({ filter: /\/glyphs\.ts$/ }, ({ path, resolveDir, importer }) => ({
      path: join(resolveDir, path),
      suffix: `?${importer}`,
    }));
  },
};

/** `static/css/*.css` in name order as one `app.css`; every `static/*.css` by itself, with the fonts it names. */
async function bundleStyles(root: string, outdir: string): Promise<Record<string, string>> {
  const parts = await filesIn(`${root}/static/css`, ".css");
  const whole = parts.map((name) => `@import "./${name}";`).join("\n");
  const sheets = await filesIn(`${root}/static`, ".css");
  const shared = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    minify: true,
    metafile: true,
    assetNames: "[name]-[hash]",
    entryNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "dataurl" },
  } as const satisfies esbuild.BuildOptions;
  const app = await esbuild.build({
    ...shared,
    stdin: {
      contents: whole,
      resolveDir: `${root}/static/css`,
      loader: "css",
      sourcefile: "app.css",
    },
    entryNames: "app-[hash]",
  });
  const manifest: Record<string, string> = {};
  for (const path of Object.keys(app.metafile.outputs)) {
    if (path.endsWith(".css")) manifest["app.css"] = basename(path);
  }
  if (sheets.length === 0) return manifest;
  const single = await esbuild.build({
    ...shared,
    entryPoints: sheets.map((name) => `static/${name}`),
  });
  for (const [path, { entryPoint }] of Object.entries(single.metafile.outputs)) {
    if (entryPoint) manifest[basename(entryPoint)] = basename(path);
  }
  return manifest;
}

/** `static/*.svg`, each under a name with the hash of its content. */
async function copyIcons(root: string, outdir: string): Promise<Record<string, string>> {
  const manifest: Record<string, string> = {};
  for (const name of await filesIn(`${root}/static`, ".svg")) {
    const bytes = await Deno.readFile(`${root}/static/${name}`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 8);
    manifest[name] = `${name.slice(0, -4)}-${digest}.svg`;
    await Deno.writeFile(`${outdir}/${manifest[name]}`, bytes);
  }
  return manifest;
}

if (import.meta.main) await bundle(Deno.cwd());
