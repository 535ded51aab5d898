import { MongoClient } from "mongodb";
import type { Engine } from "../lib/store/deployment.ts";
import { mongo as mongoService } from "../tools/services/mongo.ts";
import { freePort, start, stop } from "../tools/services/service.ts";
import { benchSchool, type SchoolSize } from "./school.ts";
import { handOver, type SeededSchool, withAttempts } from "./seed.ts";
import type { ServerCommand } from "./server_process.ts";
import type { Target } from "./workloads.ts";

const ROOT = new URL("..", import.meta.url).pathname;
const PEERS = new URL("./peers", import.meta.url).pathname;

export interface Field extends AsyncDisposable {
  school: SeededSchool;
  /** How each target is started, with the school in its store. */
  commands: Readonly<Record<Target, ServerCommand>>;
}

interface FieldOptions extends SchoolSize {
  savers: number;
  mongodbUrl: string | null;
}

/** Installs what the Express peers need, by their own lock. */
export async function installPeers(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--frozen"],
    cwd: PEERS,
  }).output();
  if (!success) throw new Error(`Cannot install the peers:\n${new TextDecoder().decode(stderr)}`);
}

/** A seeded school under every target of one engine; removed when disposed. */
export async function openField(engine: Engine, options: FieldOptions): Promise<Field> {
  const dir = await Deno.makeTempDir({ prefix: "plp-bench-" });
  using kv = await Deno.openKv(":memory:");
  const school = await withAttempts(await benchSchool(options, Date.now()), { ...options, kv });
  const fixture = `${dir}/fixture.json`;
  await Deno.writeTextFile(fixture, JSON.stringify(school));
  const made = engine === "embedded"
    ? await embedded(dir, fixture, (to) => handOver(kv, school, { ...to, mongo: null }))
    : await onMongo({ dir, fixture, given: options.mongodbUrl }, (to) => handOver(kv, school, to));
  return {
    school,
    commands: made.commands,
    async [Symbol.asyncDispose]() {
      await made.close();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

interface Made {
  commands: Field["commands"];
  close(): Promise<void>;
}

async function embedded(
  dir: string,
  fixture: string,
  fill: (to: { dataDir: string }) => Promise<void>,
): Promise<Made> {
  const folders = ["product", "express", "bare"].map((name) => `${dir}/${name}`);
  for (const folder of folders) await Deno.mkdir(folder);
  const [product = "", express = "", bare = ""] = folders;
  await fill({ dataDir: product });
  await Deno.copyFile(`${product}/plp.kv`, `${bare}/plp.kv`);
  return {
    commands: {
      product: productCommand({ DATA_DIR: product, MONGODB_URL: "" }),
      express: {
        ...deno(PEERS, "express_sqlite/main.cjs"),
        env: { FIXTURE: fixture, DATA_DIR: express },
      },
      bare: { ...deno(ROOT, "bench/peers/bare/kv.ts"), env: { DATA_DIR: bare } },
    },
    close: () => Promise.resolve(),
  };
}

async function onMongo(
  { dir, fixture, given }: { dir: string; fixture: string; given: string | null },
  fill: (to: Parameters<typeof handOver>[2]) => Promise<void>,
): Promise<Made> {
  const server = await mongoServer(dir, given);
  const { url } = server;
  const id = crypto.randomUUID().slice(0, 8);
  const [name, peerName] = [`plp_bench_${id}`, `plp_peer_${id}`];
  const settings = { url, db: name, poolMax: 20, tls: false, caFile: null, certKeyFile: null };
  await fill({ dataDir: `${dir}/product`, mongo: settings });
  const env = { MONGODB_URL: url, MONGODB_DB: name };
  return {
    commands: {
      product: productCommand({ ...env, DATA_DIR: `${dir}/product` }),
      express: {
        program: "node",
        args: ["express_mongo/main.cjs"],
        cwd: PEERS,
        env: { MONGODB_URL: url, MONGODB_DB: peerName, FIXTURE: fixture },
      },
      bare: { ...deno(ROOT, "bench/peers/bare/mongo.ts"), env },
    },
    async close() {
      const client = new MongoClient(url);
      for (const db of [name, peerName]) await client.db(db).dropDatabase();
      await client.close();
      await server.close();
    },
  };
}

/** The one that is given, or one of our own. */
async function mongoServer(
  dir: string,
  given: string | null,
): Promise<{ url: string; close(): Promise<void> }> {
  if (given !== null) return { url: given, close: () => Promise.resolve() };
  const kit = Deno.env.get("SERVICES_KIT") ?? `${Deno.env.get("HOME") ?? dir}/.cache/plp-services`;
  await mongoService.fetch(kit);
  const place = { dir: `${dir}/mongo`, port: freePort(), kit };
  await start(mongoService, place);
  return {
    url: mongoService.env(place)["MONGODB_URL"]!,
    async close() {
      await stop(place.dir);
    },
  };
}

function productCommand(env: Record<string, string>): ServerCommand {
  return {
    ...deno(ROOT, "build/server/main.js"),
    env: { APP_ENV: "development", DEMO: "0", RATE_LIMITS: "off", HOST: "127.0.0.1", ...env },
  };
}

function deno(cwd: string, file: string): Pick<ServerCommand, "program" | "args" | "cwd"> {
  // Below `peers/` the nearest configuration is that of the Express peers.
  const config = cwd === ROOT ? ["--config", `${ROOT}deno.json`] : [];
  return { program: Deno.execPath(), args: ["run", "-A", "--no-check", ...config, file], cwd };
}
