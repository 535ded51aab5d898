import { type Engine, EngineSchema } from "../lib/store/deployment.ts";
import { WORKLOADS } from "./workloads.ts";

export interface Options {
  /** Names of {@linkcode WORKLOADS}, `cold_start` and `script_size`. */
  workloads: readonly string[];
  engines: readonly Engine[];
  repeats: number;
  /** Of one closed loop; an open one takes its own time. */
  seconds: number;
  /** Of one closed loop, by engine. */
  connections: Readonly<Record<Engine, number>>;
  /** Of the school. */
  students: number;
  /** How many of them begin a test in `starts`, by engine, and in how many seconds. */
  starts: Readonly<Record<Engine, number>>;
  startSeconds: number;
  /** Where MongoDB is; null starts one for the run. */
  mongodbUrl: string | null;
  write: boolean;
}

export const USAGE = `deno task bench [workload ...]
    --engines embedded,mongodb   which stores (both)
    --repeats 5                  rounds, interleaved
    --seconds 3                  of each closed loop
    --mongo-starts 300           who begin a test in 10 s on MongoDB: 3000 on a server that is not made for tests
    --write                      writes bench/RESULTS.md too
Workloads: ${
  WORKLOADS.map(({ name }) => name).join(", ")
}, cold_start, script_size; all of them when none is given.
MongoDB is taken from MONGODB_URL, or started for the run as \`deno task services up mongo\` does.`;

/** @throws {Error} naming what cannot be understood. */
export function readOptions(args: readonly string[]): Options {
  const known = [...WORKLOADS.map(({ name }) => name), "cold_start", "script_size"];
  const options: Options = {
    workloads: known,
    engines: EngineSchema.options,
    repeats: 5,
    seconds: 3,
    // The server made for tests answers so slowly that more would measure how the product guards itself.
    connections: { embedded: 32, mongodb: 8 },
    students: 3_000,
    // The server made for tests carries some 70 a second.
    starts: { embedded: 3_000, mongodb: 300 },
    startSeconds: 10,
    mongodbUrl: Deno.env.get("MONGODB_URL") || null,
    write: false,
  };
  const names: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--write") options.write = true;
    else if (arg === "--repeats") options.repeats = positive(arg, args[++i]);
    else if (arg === "--seconds") options.seconds = positive(arg, args[++i]);
    else if (arg === "--mongo-starts") {
      options.starts = { ...options.starts, mongodb: positive(arg, args[++i]) };
    } else if (arg === "--engines") options.engines = engines(args[++i]);
    else if (known.includes(arg)) names.push(arg);
    else throw new Error(`Cannot understand ${arg}\n${USAGE}`);
  }
  return names.length === 0 ? options : { ...options, workloads: names };
}

function positive(name: string, text: string | undefined): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`Cannot take ${name} ${text}: it is no number above 0`);
}

function engines(text = ""): Engine[] {
  return text.split(",").map((name) => {
    const engine = EngineSchema.safeParse(name);
    if (engine.success) return engine.data;
    throw new Error(`Cannot find an engine called "${name}"; there are ${EngineSchema.options}`);
  });
}
