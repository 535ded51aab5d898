import { gzipSync } from "node:zlib";
import type { SeededSchool } from "./seed.ts";

/** What a browser loads to make one page interactive, the first time. */
export interface ScriptSize {
  page: string;
  files: number;
  /** Gzip, KB of 1,024 bytes. */
  kb: number;
}

const BUILD = new URL("../build/", import.meta.url).pathname;

/** Of pages as the running product serves them, with everything their modules import on load. */
export async function scriptSizes(port: number, school: SeededSchool): Promise<ScriptSize[]> {
  const [office, student] = school.secrets;
  const { id } = school.attempts[0]!.attempt;
  const pages = [
    ["Sign-in", "/sign-in", ""],
    ["A student's home", "/", student],
    ["A running test", `/attempts/${id}`, student],
    ["The office's home", "/", office],
    ["People", "/people", office],
  ] as const;
  const sizes: ScriptSize[] = [];
  for (const [page, path, secret] of pages) {
    const headers = { accept: "text/html", cookie: `plp_session=${secret}` };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    const html = await response.text();
    if (!response.ok) throw new Error(`Cannot open ${path}: status ${response.status}`);
    const entries = [...html.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, name]) => name!);
    sizes.push({ page, ...await weight(entries) });
  }
  return sizes;
}

/** Files and their gzip size, each once, with what they import statically. */
async function weight(entries: readonly string[]): Promise<{ files: number; kb: number }> {
  const seen = new Map<string, number>();
  const open = [...entries];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    const text = await Deno.readTextFile(BUILD + name);
    seen.set(name, gzipSync(text).length);
    open.push(...importsOf(text));
  }
  return { files: seen.size, kb: [...seen.values()].reduce((sum, it) => sum + it, 0) / 1_024 };
}

/** What a bundled module imports before it runs; `import()` comes later, if ever. */
export function importsOf(text: string): string[] {
  const found = text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g);
  return [...found].map(([, name]) => name!);
}
