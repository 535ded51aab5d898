import type { Engine } from "../lib/store/deployment.ts";
import { type Done, DoneSchema, type Job } from "./load_job.ts";
import type { Options } from "./options.ts";
import { type BenchServer, startServer } from "./server_process.ts";
import type { Run } from "./statistics.ts";
import type { Field } from "./targets.ts";
import { type Target, TARGETS, type Workload } from "./workloads.ts";

export type Servers = Readonly<Record<Target, BenchServer>>;

export interface Measured {
  workload: Workload;
  /** One a round. */
  runs: Partial<Record<Target, Run[]>>;
}

type Tell = (line: string) => void;

const LOAD = new URL("./load.ts", import.meta.url).pathname;
/** Of the seconds of one round. */
const WARM_UP = 0.4;
/** An open loop opens more only while it waits for answers. */
const OPEN_CONNECTIONS = 300;

/** Starts every target with the field's school; all are stopped when disposed. */
export async function startTargets({ commands }: Field): Promise<Servers & AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  const servers: Partial<Record<Target, BenchServer>> = {};
  for (const target of TARGETS) servers[target] = started.use(await startServer(commands[target]));
  const all = started.move();
  return {
    ...servers as Servers,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** One workload against all its targets in turn, round after round: A B C, A B C. */
export async function measure(
  workload: Workload,
  { engine, field, servers, options, tell }: {
    engine: Engine;
    field: Field;
    servers: Servers;
    options: Options;
    tell: Tell;
  },
): Promise<Measured> {
  const measured: Measured = { workload, runs: {} };
  const counters = new Map<Target, number[]>();
  for (let round = workload.loop === "open" ? 0 : -1; round < options.repeats; round++) {
    for (const target of workload.targets) {
      const { port } = servers[target];
      const job = jobOf(workload, { engine, field, port, round, options });
      const ns = counters.get(target);
      if (ns) job.requests.forEach((it, i) => it.n = ns[i]!);
      const { run, done } = await runAgainst(servers[target], job);
      counters.set(target, done.ns);
      for (const wrong of done.wrong) tell(`  WRONG ${workload.name} ${target}: ${wrong}`);
      if (round < 0) continue;
      (measured.runs[target] ??= []).push(run);
    }
  }
  return measured;
}

function jobOf(
  { loop, requests }: Workload,
  { engine, field, port, round, options }: {
    engine: Engine;
    field: Field;
    port: number;
    round: number;
    options: Options;
  },
): Job {
  const seconds = loop === "open"
    ? options.startSeconds
    : round < 0
    ? options.seconds * WARM_UP
    : options.seconds;
  const connections = loop === "open" ? OPEN_CONNECTIONS : options.connections[engine];
  const all = requests(field.school, Math.max(0, round));
  const sent = loop === "open" ? all.slice(0, options.starts[engine]) : all;
  return { port, connections, seconds, loop, requests: sent };
}

async function runAgainst(server: BenchServer, job: Job): Promise<{ run: Run; done: Done }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", LOAD],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const before = await server.cpuMs();
  await new Response(JSON.stringify(job)).body!.pipeTo(child.stdin);
  const { success, stdout } = await child.output();
  const cpuMs = await server.cpuMs() - before;
  if (!success) throw new Error("Cannot generate load: the generator ended with an error");
  const done = DoneSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
  const right = done.requests - done.errors;
  const { latency, errors, ms, requests } = done;
  return {
    done,
    run: {
      latency,
      errors,
      requests,
      perSecond: right * 1_000 / ms,
      cpuMs: cpuMs * 1_000 / Math.max(1, requests),
    },
  };
}
