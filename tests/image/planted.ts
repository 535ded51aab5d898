import { run } from "../../tools/services/service.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Settings, data, keys, tests and what is made here: nothing of it belongs into a build. */
const PLANTED = [
  ...[".env", ".env.example", ".env.production", "lib/.env", "demo/seed/.env.local"],
  ...["data/plp.kv", "data/store.json", "lib/plp.kv", "db/kv/old.kv-wal", "lib/key.pem"],
  ...["tests/http/edge_test.ts", "tests/tls/school_key.pem", "lib/process/config_test.ts"],
  ...["demo/seed/x_test.tsx", ".git/config", "node_modules/hono/package.json"],
  ...["lib/node_modules/x.js", "build/manifest.json", "deploy/env/full.env"],
  ...["docker-compose.yml", "docs/ARCHITECTURE.md", "README.md", ".ci/run"],
];

/**
 * Copies what git knows of the checkout, and what it would take, into `folder`.
 *
 * @returns What every planted file holds.
 */
export async function copyCheckout(folder: string): Promise<string> {
  const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const paths = (await run("git", ["-C", ROOT, ...listed])).split("\0").filter((it) => it !== "");
  for (const path of paths) {
    await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.copyFile(ROOT + path, `${folder}/${path}`).catch(unlessRemoved);
  }
  const mark = `planted-${crypto.randomUUID()}`;
  for (const path of PLANTED) {
    await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, `\n${mark}\n`, { append: true });
  }
  return mark;
}

/** A file that is removed and not committed yet is still listed. */
function unlessRemoved(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
