/**
 * What the server may do, in the image and outside: `deno task permissions` prints the flags for the variables that are
 * set, and with `--write` puts them into `Dockerfile` (nothing set) and `docker-compose.yml` (stores from STORE_HOSTS).
 * With `--here` it prints those that `deno task start` runs with, in this folder.
 * @module
 */
import { hostsOf } from "../lib/process/config_mongo.ts";
import { VARIABLES } from "../lib/process/config.ts";
import { withSecretFiles } from "../lib/process/secret_files.ts";

/** Where things are in the image. */
export const IMAGE = { app: "/app", data: "/data", secrets: "/run/secrets", port: "5001" };
/** What `deno task build` makes of `main.ts`. */
const SERVER = "build/server/main.js";
/** Docker's resolver in a network of its own; looking a cluster up (`mongodb+srv:`) asks it directly. */
const RESOLVER = "127.0.0.11:53";
/** Where packages lie, with the files of argon2 for each platform in folders of their own. */
const PACKAGES = "node_modules/.deno";
const LDD = "/usr/bin/ldd";
/** Addresses of a cloud's own machines, which hand out credentials. */
const LINK_LOCAL = "169.254.0.0/16";

/** The flags that `deno run` needs for the server in the image, with the stores that `env` names, and nothing more. */
export function permissionFlags(env: Readonly<Record<string, string>>): string[] {
  const { app, data, secrets } = IMAGE;
  return flags({
    net: [`0.0.0.0:${env.PORT || IMAGE.port}`, ...storeHosts(env)],
    read: [app, data, secrets, ...filesNamed(env, [app, data, secrets])],
    write: data,
    ffi: [`${app}/native/argon2.node`],
  });
}

/** What this folder and this machine add to what `env` says. */
export interface Place {
  /** Folders of argon2's native files. */
  addons: readonly string[];
  /** What argon2 reads to know the machine's C library. */
  reads: readonly string[];
  /** Whom to ask for the members of a cluster, as `address:port`. */
  resolvers: readonly string[];
}

/**
 * The same for a server in the project's own folder, as `deno task start` runs it.
 *
 * @throws {Error} for a path with a blank, which the task's shell would split, or with a comma, which ends a path.
 */
export function localFlags(env: Readonly<Record<string, string>>, place: Place): string[] {
  const host = env.HOST || "0.0.0.0";
  const listens = `${host.includes(":") ? `[${host}]` : host}:${env.PORT || IMAGE.port}`;
  const stores = storeHosts(env).flatMap((it) => it === RESOLVER ? place.resolvers : [it]);
  const data = env.DATA_DIR || "./data";
  const files = filesNamed(env, []);
  const odd = [data, ...files].find((path) => /[\s,]/.test(path));
  if (odd !== undefined) {
    throw new Error(
      `Cannot start: "${odd}" holds a blank or a comma. Choose a path without, or a link to it`,
    );
  }
  return flags({
    net: [listens, ...stores],
    read: [".", data, ...files, ...place.reads],
    write: data,
    ffi: place.addons,
  });
}

interface Allowed {
  net: readonly string[];
  read: readonly string[];
  write: string;
  ffi: readonly string[];
}

function flags({ net, read, write, ffi }: Allowed): string[] {
  return [
    "--cached-only",
    "--frozen",
    "--node-modules-dir=manual",
    "--no-prompt",
    `--allow-net=${net.join(",")}`,
    `--deny-net=${LINK_LOCAL}`,
    `--allow-read=${read.join(",")}`,
    `--allow-write=${write}`,
    `--allow-env=${[...VARIABLES, "NAPI_RS_NATIVE_LIBRARY_PATH"].join(",")}`,
    // Any other name reads as unset: dependencies list the whole environment.
    "--ignore-env",
    // pino puts the machine's name into its defaults when it is loaded.
    "--allow-sys=hostname",
    `--allow-ffi=${ffi.join(",")}`,
  ];
}

/** The network addresses of every store that `env` names. */
export function storeHosts(env: Readonly<Record<string, string>>): string[] {
  const hosts: string[] = [];
  const { MONGODB_URL, REDIS_URL, UPSTASH_REDIS_REST_URL } = env;
  if (MONGODB_URL) hosts.push(...mongoHosts(MONGODB_URL));
  if (REDIS_URL) hosts.push(address(REDIS_URL, "6379"));
  if (UPSTASH_REDIS_REST_URL) hosts.push(address(UPSTASH_REDIS_REST_URL, "443"));
  return [...new Set(hosts)];
}

function mongoHosts(url: string): string[] {
  const { srv, hosts } = hostsOf(url);
  if (!srv) return hosts.map((host) => /:\d+$/.test(host) ? host : `${host}:27017`);
  // The members are looked up, and stand beside the cluster's own name.
  return [...hosts.map((host) => `*.${host.split(".").slice(1).join(".")}:27017`), RESOLVER];
}

function address(url: string, port: string): string {
  const { hostname, port: given } = new URL(url);
  return `${hostname}:${given || port}`;
}

/** Files that variables name outside these folders: certificates and secrets. */
function filesNamed(env: Readonly<Record<string, string>>, within: readonly string[]): string[] {
  const folders = within.map((it) => `${it}/`);
  const paths = VARIABLES.filter((name) => name.endsWith("_FILE")).map((name) => env[name] ?? "");
  return paths.filter((path) => path && !folders.some((it) => path.startsWith(it)));
}

/** The last instruction of `Dockerfile`. */
export function dockerCommand(): string {
  const words = ["run", ...permissionFlags({}), SERVER];
  return `CMD [ \\\n${words.map((it) => `  ${JSON.stringify(it)}`).join(", \\\n")} \\\n]`;
}

/** `command:` of the service `production` in `docker-compose.yml`. */
export function composeCommand(): string {
  const net = [`0.0.0.0:${IMAGE.port}\${STORE_HOSTS:+,}\${STORE_HOSTS:-}`];
  const { app, data, secrets } = IMAGE;
  const ffi = [`${app}/native/argon2.node`];
  const words = ["run", ...flags({ net, read: [app, data, secrets], write: data, ffi }), SERVER];
  return `    command:\n${words.map((it) => `      - ${JSON.stringify(it)}\n`).join("")}`;
}

/** How each file holds its command. */
export const WRITTEN = [
  { file: "Dockerfile", pattern: /^CMD \[ \\\n[^\]]*\]/m, text: dockerCommand },
  {
    file: "docker-compose.yml",
    pattern: /^ {4}command:\n {6}- "run"\n( {6}- .*\n)+/m,
    text: composeCommand,
  },
] as const;

/** What this machine has. */
async function here(): Promise<Place> {
  const addons: string[] = [];
  for await (const { name } of Deno.readDir(PACKAGES)) {
    if (name.startsWith("@node-rs+argon2-")) addons.push(`${PACKAGES}/${name}`);
  }
  const reads = Deno.build.os === "linux" ? [LDD] : [];
  return { addons, reads, resolvers: await resolvers() };
}

async function resolvers(): Promise<string[]> {
  try {
    const text = await Deno.readTextFile("/etc/resolv.conf");
    const found = [...text.matchAll(/^nameserver\s+(\S+)/gm)].map(([, it]) => it!);
    return found.map((it) => it.includes(":") ? `[${it}]:53` : `${it}:53`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

if (import.meta.main) {
  const say = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
  if (Deno.args.includes("--write")) {
    for (const { file, pattern, text } of WRITTEN) {
      const before = await Deno.readTextFile(file);
      if (!pattern.test(before)) throw new Error(`Cannot find the command in ${file}`);
      await Deno.writeTextFile(file, before.replace(pattern, text));
    }
    say(`Written into ${WRITTEN.map((it) => it.file).join(" and ")}.`);
  } else if (Deno.args.includes("--here")) {
    say(localFlags(withSecretFiles(Deno.env.toObject()), await here()).join(" "));
  } else {
    const env = withSecretFiles(Deno.env.toObject());
    say(`deno run ${permissionFlags(env).map(quoted).join(" ")} ${SERVER}`);
    const hosts = storeHosts(env);
    if (hosts.length > 0) say(`For docker-compose.yml: STORE_HOSTS=${hosts.join(",")}`);
  }
}

function quoted(flag: string): string {
  return flag.includes("*") ? `'${flag}'` : flag;
}
