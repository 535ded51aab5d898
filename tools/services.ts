import { mongo, mongoTls } from "./services/mongo.ts";
import { redis } from "./services/redis.ts";
import {
  absolute,
  freePort,
  kitFolder,
  type Place,
  running,
  type Service,
  start,
  stop,
} from "./services/service.ts";

const USAGE = `deno task services up [name ...]
    starts servers for tests and prints where they are, as lines of an environment
deno task services env [name ...]
    prints the same for those that run
deno task services status
deno task services down [name ...]
    ends what \`up\` started and nothing else; --wipe removes their data too
Names: mongo, mongo_tls, redis; all of them when none is given.
Data, logs and process ids are in SERVICES_DIR (data/services), what was fetched in SERVICES_KIT (~/.cache/plp-services).`;

const SERVICES: readonly Service[] = [mongo, mongoTls, redis];

const dir = absolute(Deno.env.get("SERVICES_DIR") ?? "data/services");
const kit = kitFolder();

async function up(service: Service): Promise<void> {
  note(`${service.name}: fetching what is missing`);
  await service.fetch(kit);
  const place = await placeOf(service) ?? {
    dir: `${dir}/${service.name}`,
    port: freePort(),
    kit,
  };
  const startedAt = performance.now();
  const { pid } = await start(service, place);
  const ms = Math.round(performance.now() - startedAt);
  note(`${service.name}: answers at port ${place.port}, process ${pid} (${ms} ms)`);
  tell(service, place);
}

/** Where the service runs at the moment. */
async function placeOf(service: Service): Promise<Place | null> {
  const at = `${dir}/${service.name}`;
  const started = await running(at);
  return started === null ? null : { dir: at, port: started.port, kit };
}

async function status(service: Service): Promise<void> {
  const place = await placeOf(service);
  if (place === null) return say(`${service.name}: not running`);
  const answers = await service.answer(place).then(() => "answers", () => "does not answer");
  say(`${service.name}: ${answers} at port ${place.port}`);
}

async function down(service: Service, wipe: boolean): Promise<void> {
  const at = `${dir}/${service.name}`;
  say(`${service.name}: ${await stop(at) ? "stopped" : "was not running"}`);
  if (wipe) await Deno.remove(at, { recursive: true }).catch(unlessMissing);
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

function tell(service: Service, place: Place): void {
  for (const [name, value] of Object.entries(service.env(place))) say(`${name}=${value}`);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Beside the lines that a shell may read. */
function note(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}

function chosen(names: readonly string[]): readonly Service[] {
  const unknown = names.find((name) => !SERVICES.some((it) => it.name === name));
  if (unknown !== undefined) throw new Error(`No service is called ${unknown}`);
  return names.length === 0 ? SERVICES : SERVICES.filter(({ name }) => names.includes(name));
}

async function main([command, ...rest]: readonly string[]): Promise<void> {
  const services = chosen(rest.filter((it) => !it.startsWith("--")));
  for (const service of services) {
    if (command === "up") await up(service);
    else if (command === "status") await status(service);
    else if (command === "down") await down(service, rest.includes("--wipe"));
    else if (command === "env") {
      const place = await placeOf(service);
      if (place !== null) tell(service, place);
    } else return say(USAGE);
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    note(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
