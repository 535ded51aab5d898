/**
 * How long files and functions are, folder by folder: `deno task sizes` names folders that got worse than `tools/sizes.json`
 * says, with `--strict` it fails for them, and `--write` takes today's lengths as those to hold.
 * @module
 */
import { lines as linesOf, percentile } from "./sizes/measure.ts";

/** The nine tenths that are no longer than this, in lines. */
export interface Size {
  files: number;
  functions: number;
}

export type Sizes = Readonly<Record<string, Size>>;

const KEPT = "tools/sizes.json";
const ROOTS = ["lib", "routes", "components", "islands", "db", "tools", "tests", "bench", "demo"];

/** What got worse, a sentence each: a folder grows up to the budget of docs/STYLE.md, and one that is above it no more. */
export function worse(now: Sizes, kept: Sizes, budget: Size): string[] {
  return Object.entries(now).flatMap(([folder, size]) =>
    (["files", "functions"] as const).flatMap((what) => {
      const most = Math.max(kept[folder]?.[what] ?? 0, budget[what]);
      return size[what] <= most
        ? []
        : [`${folder}: nine tenths of its ${what} have up to ${size[what]} lines, ${most} is most`];
    })
  );
}

/** Of every folder that has files of its own. */
export async function measure(root = "."): Promise<Sizes> {
  const files = new Map<string, { lines: number; functions: number[] }[]>();
  for (const folder of ROOTS) await walk(`${root}/${folder}`, folder, files);
  return Object.fromEntries(
    [...files].sort(([a], [b]) => a < b ? -1 : 1).map(([folder, found]) => [folder, {
      files: percentile(found.map(({ lines }) => lines), 0.9),
      functions: percentile(found.flatMap(({ functions }) => functions), 0.9),
    }]),
  );
}

async function walk(
  path: string,
  folder: string,
  files: Map<string, { lines: number; functions: number[] }[]>,
): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    if (isDirectory) await walk(`${path}/${name}`, `${folder}/${name}`, files);
    if (isDirectory || !/\.tsx?$/.test(name) || /_test\.tsx?$/.test(name)) continue;
    const found = linesOf(await Deno.readTextFile(`${path}/${name}`));
    files.set(folder, [...files.get(folder) ?? [], found]);
  }
}

/** Nine tenths of files up to 150 lines, of functions up to 20. */
export const BUDGET: Size = { files: 150, functions: 20 };

async function run(args: readonly string[]): Promise<number> {
  const now = await measure();
  if (args.includes("--write")) {
    await Deno.writeTextFile(KEPT, `${JSON.stringify(now, null, 2)}\n`);
    return 0;
  }
  const kept: Sizes = JSON.parse(await Deno.readTextFile(KEPT));
  const found = worse(now, kept, BUDGET);
  const over = Object.values(now).filter((it) =>
    it.files > BUDGET.files || it.functions > BUDGET.functions
  );
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
  say(`${Object.keys(now).length} folders, ${over.length} above the budget of docs/STYLE.md`);
  for (const line of found) say(line);
  if (found.length > 0) {
    say("Split what grew, or accept it with its reason in the commit: deno task sizes --write");
  }
  return found.length > 0 && args.includes("--strict") ? 1 : 0;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
