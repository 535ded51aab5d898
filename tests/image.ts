import { copies, environment, execForm, last, stage, words } from "./dockerfile.ts";
import { context } from "./dockerignore.ts";

const CHECKOUT = new URL("..", import.meta.url).pathname;
/** The user of the image. Tests that do not run as root build and run as themselves. */
export const AS_ROOT = Deno.uid() === 0;
const USER = "1993";
/** Folders of the image; here each lies in a temporary one. */
const FOLDERS = /(?<![\w.])\/(app|data|deno-dir|image|run\/secrets)(?=[/\s,"]|$)/g;

export interface Image extends AsyncDisposable {
  /** The folder that stands for the image's root. */
  root: string;
  /** What the engine would start, with the image's folders under `root`. */
  command: string[];
  healthcheck: string[];
  env: Record<string, string>;
}

/**
 * Does what `Dockerfile` says without an engine: runs the commands of `deps` and `build` on the files that `.dockerignore` lets
 * in, in a folder of their own, and copies what `production` copies into another, where nothing but `/data` can be written.
 */
export async function buildImage(): Promise<Image> {
  const base = await Deno.makeTempDir({ prefix: "plp-image-" });
  await Deno.chmod(base, 0o755);
  const built = `${base}/build`;
  const root = `${base}/production`;
  await runStages(built);
  await copyProduction(built, root);
  const production = stage("production");
  const here = (text: string) => moved(text, root);
  const start = [last(production, "ENTRYPOINT"), last(production, "CMD")].flatMap(execForm);
  return {
    root,
    command: start.map(here),
    healthcheck: execForm(last(production, "HEALTHCHECK")),
    env: Object.fromEntries(
      Object.entries(environment(production)).map(([name, value]) => [name, here(value)]),
    ),
    async [Symbol.asyncDispose]() {
      await run(["chmod", "-R", "u+w", base]);
      await Deno.remove(base, { recursive: true });
    },
  };
}

function moved(text: string, root: string): string {
  return text.replace(FOLDERS, `${root}/$1`);
}

async function runStages(root: string): Promise<void> {
  let user = "root";
  await Deno.mkdir(`${root}/deno-dir`, { recursive: true });
  // Modules that this machine has fetched are not fetched again.
  await Deno.symlink(`${await npmCache()}`, `${root}/deno-dir/npm`);
  for (const name of ["deps", "build"]) {
    for (const it of stage(name).instructions) {
      if (it.getKeyword() === "USER") user = words(it)[0]!;
      if (it.getKeyword() === "COPY") await copyContext(words(it).slice(0, -1), `${root}/app`);
      if (it.getKeyword() !== "RUN") continue;
      const line = moved(it.getRawArgumentsContent()!, root);
      const owned = AS_ROOT ? line : line.replace("-o 1993 -g 1993", "");
      const env = { PATH: Deno.env.get("PATH")!, DENO_DIR: `${root}/deno-dir`, HOME: root };
      const cwd = user === "root" ? root : `${root}/app`;
      await run(["sh", "-ec", owned], { cwd, env, clearEnv: true });
    }
  }
}

/** `COPY` from the checkout; `.` is everything that is let in. */
async function copyContext(sources: readonly string[], target: string): Promise<void> {
  const all = await context();
  for (const path of all.filter((it) => sources.includes(".") || sources.includes(it))) {
    await Deno.mkdir(`${target}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.copyFile(CHECKOUT + path, `${target}/${path}`);
  }
}

async function copyProduction(built: string, root: string): Promise<void> {
  for (const { sources, target } of copies(stage("production"))) {
    const into = target.startsWith("/") ? root + target : `${root}/app/${target}`;
    await Deno.mkdir(into, { recursive: true });
    for (const source of sources) {
      const path = built + source.replace(/\/$/, "");
      const whole = (await Deno.stat(path)).isDirectory;
      await run(["cp", "-rP", whole ? `${path}/.` : path, into]);
    }
  }
  await Deno.mkdir(`${root}/run/secrets`, { recursive: true });
  await run(["chmod", "-R", "a+rX,a-w", root]);
  // The engine puts secrets there.
  await run(["chmod", "u+w", `${root}/data`, `${root}/run/secrets`]);
  if (AS_ROOT) await run(["chown", `${USER}:${USER}`, `${root}/data`]);
}

async function npmCache(): Promise<string> {
  const info = await run([Deno.execPath(), "info", "--json"]);
  return JSON.parse(info).npmCache.replace(/\/registry[^/]*$|\/$/, "");
}

/** Runs it and returns what it printed. @throws {Error} with what it complained of. */
export async function run(
  [program, ...args]: readonly string[],
  options: Omit<Deno.CommandOptions, "args"> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program!, { ...options, args })
    .output();
  const text = new TextDecoder();
  if (!success) throw new Error(`${program} ${args.join(" ")}:\n${text.decode(stderr)}`);
  return text.decode(stdout);
}

/** The command as the image's user, with no way back to root. */
export function asImageUser(command: readonly string[]): string[] {
  if (!AS_ROOT) return [...command];
  const user = ["--reuid", USER, "--regid", USER, "--clear-groups", "--no-new-privs"];
  return ["setpriv", ...user, ...command];
}
