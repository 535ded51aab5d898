import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import type { Manifest } from "../lib/islands/assets.ts";
import { precompress } from "./precompress.ts";

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
    JSON.stringify({ ...scripts, files: { ...scripts.files, ...styles, ...icons } }, null, 2),
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

/** Islands of one page that share state in a module; a part of the browser's code stands in both only once. */
const TOGETHER: readonly (readonly string[])[] = [["TakeTest", "TakeTestFoot"]];

/** What islands import of Preact. */
const PREACT = ["preact", "preact/hooks", "preact/jsx-runtime"];

/**
 * `lib/islands/client.ts` and every `islands/*.tsx`. Each island is built by itself, since chunks shared by all would make
 * every page pay for what any other uses; Preact is one file for all, since hooks work only beside the copy that hydrates.
 */
async function bundleScripts(root: string, outdir: string): Promise<Manifest> {
  const entries: Record<string, string> = { "lib/islands/client.ts": "client" };
  for (const name of await filesIn(`${root}/islands`, ".tsx")) {
    entries[`islands/${name}`] = `islands/${name.slice(0, -4)}`;
  }
  const preact = await bundlePreact(root, outdir);
  const inline = await bundleInline(root, outdir);
  const built = await Promise.all(
    groupsOf(Object.keys(entries)).map((entryPoints) =>
      esbuild.build({
        ...SCRIPT,
        absWorkingDir: root,
        outdir,
        entryPoints,
        // For what a group shares, and for parts that are loaded when they are first wanted.
        splitting: true,
        plugins: [sharedPreact(preact), oneFile(root, entryPoints)],
      })
    ),
  );
  const files = { ...inline };
  const needs: Record<string, string[]> = {};
  const outputs = Object.fromEntries(
    built.flatMap((it) => Object.entries(it.metafile.outputs)).map((
      [path, { entryPoint, imports }],
    ) => [basename(path), {
      entry: entryPoint && entries[entryPoint],
      imports: imports.filter(({ kind }) => kind === "import-statement").map((it) =>
        basename(it.path)
      ),
    }]),
  );
  const imported = (name: string): string[] =>
    (outputs[name]?.imports ?? []).flatMap((it) => [it, ...imported(it)]);
  for (const [name, { entry }] of Object.entries(outputs)) {
    if (!entry) continue;
    files[entry] = name;
    needs[entry] = [...new Set(imported(name))];
  }
  return { files, needs };
}

const SCRIPT = {
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  metafile: true,
} as const satisfies esbuild.BuildOptions;

function groupsOf(paths: readonly string[]): string[][] {
  const group = (path: string) => TOGETHER.find((names) => names.includes(basename(path, ".tsx")));
  const alone = paths.filter((path) => group(path) === undefined).map((path) => [path]);
  const together = TOGETHER.map((names) => paths.filter((path) => group(path) === names));
  return [...alone, ...together.filter(({ length }) => length > 0)];
}

/**
 * Keeps in one file what a page loads at once, which packs better than many small ones: whatever may come later names all of it,
 * so that nothing is shared by only some of them.
 */
function oneFile(root: string, entryPoints: readonly string[]): esbuild.Plugin {
  const entries = entryPoints.map((it) => `${root}/${it}`);
  const names = entries.map((it) => `import ${JSON.stringify(it)};`).join("");
  return {
    name: "one-file",
    setup(build) {
      const parts = new Set(entries);
      build.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
        if (kind === "dynamic-import") parts.add(join(resolveDir, path));
        return null;
      });
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!parts.has(path)) return null;
        const contents = await Deno.readTextFile(path) + names;
        return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}

/** Scripts that stand in a page itself: no modules, and in need of no other file. */
const INLINE = ["arrival", "used_keys"];

async function bundleInline(root: string, outdir: string): Promise<Record<string, string>> {
  const { metafile } = await esbuild.build({
    ...SCRIPT,
    format: "iife",
    absWorkingDir: root,
    outdir,
    entryPoints: INLINE.map((name) => `lib/islands/${name}.ts`),
  });
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  return Object.fromEntries(
    INLINE.map((entry) => [entry, names.find((name) => name.startsWith(`${entry}-`))!]),
  );
}

/** All of Preact that islands use, as one file. Returns its name. */
async function bundlePreact(root: string, outdir: string): Promise<string> {
  const contents = PREACT.map((name) => `export * from "${name}";`).join("\n");
  const { metafile } = await esbuild.build({
    ...SCRIPT,
    absWorkingDir: root,
    outdir,
    entryNames: "preact-[hash]",
    stdin: { contents, resolveDir: root, sourcefile: "preact.js" },
  });
  return basename(Object.keys(metafile.outputs)[0]!);
}

function sharedPreact(file: string): esbuild.Plugin {
  return {
    name: "shared-preact",
    setup(build) {
      build.onResolve({ filter: /^preact(\/|$)/ }, ({ path }) => {
        if (!PREACT.includes(path)) return { errors: [{ text: `Cannot share "${path}"` }] };
        return { path: `./${file}`, external: true };
      });
    },
  };
}

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
  for (const [path, { entryPoint, inputs }] of Object.entries(single.metafile.outputs)) {
    const source = entryPoint ?? Object.keys(inputs)[0]!;
    manifest[basename(source)] = basename(path);
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

if (import.meta.main) await precompress(await bundle(Deno.cwd()));
