const ROOT = new URL("..", import.meta.url);

/** Whether the engine would send the file at `path` of the checkout to the build. */
export function letIn(path: string): boolean {
  const parts = path.split("/");
  const prefixes = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  let allowed = true;
  for (const { pattern, back } of ignoreRules()) {
    if (prefixes.some((prefix) => pattern.test(prefix))) allowed = back;
  }
  return allowed;
}

let rules: { pattern: RegExp; back: boolean }[] | null = null;

function ignoreRules(): { pattern: RegExp; back: boolean }[] {
  rules ??= Deno.readTextFileSync(new URL(".dockerignore", ROOT)).split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ pattern: globbed(line.replace(/^!/, "")), back: line.startsWith("!") }));
  return rules;
}

function globbed(glob: string): RegExp {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**/", "(?:.+/)?").replaceAll("*", "[^/]*");
  return new RegExp(`^${source}$`);
}

/** Every file of the checkout that is let in, by path. */
export async function context(): Promise<string[]> {
  const found: string[] = [];
  const visit = async (dir: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(new URL(dir || ".", ROOT))) {
      const path = dir + name;
      if (/^(\.git|node_modules|data)$/.test(name)) continue;
      if (isDirectory) await visit(`${path}/`);
      else if (letIn(path)) found.push(path);
    }
  };
  await visit("");
  return found.sort();
}
