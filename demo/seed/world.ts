/** What the seed works with: the product's own operations on a store, at any time, and who is who. */
import { KvTable } from "../../db/kv/table.ts";
import { kvStores } from "../../db/kv/stores.ts";
import { assemble, type Product } from "../../lib/process/assemble.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import { drawSecurely } from "../../lib/attempts/draws.ts";
import { type Limiter, memoryLimiter } from "../../lib/process/limits.ts";
import type { LogEvent } from "../../lib/process/log.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { buildTables } from "../../lib/store/tables.ts";
import type { SubjectName } from "../content/question.ts";
import { type ClassKey, SCHOOL } from "../content/school.ts";
import { FrozenPapers, FrozenTable } from "./frozen.ts";

export type SeedDeps = Product & { limiter: Limiter };

export interface World {
  /** The product as it is at an instant, milliseconds since the Unix epoch. */
  at(now: number): SeedDeps;
  schoolId: string;
  /** By username. */
  users: Map<string, User>;
  classIds: Map<ClassKey, string>;
  subjectIds: Map<SubjectName, string>;
  /** By question key. */
  questionIds: Map<string, string>;
}

/** Something that happened in the school, at its time. */
export interface Step {
  at: number;
  run: (deps: SeedDeps) => Promise<unknown>;
}

/** What happens is over before the next thing does. */
const PATIENT = { patienceMs: 600_000 };

const FROZEN = ["exam_versions", "question_versions", "rubric_versions"];

export function newWorld(kv: Deno.Kv, schoolId: string): World {
  const tables = buildTables((spec) =>
    FROZEN.includes(spec.name) ? new FrozenTable(kv, spec) : new KvTable(kv, spec)
  );
  const stores = { ...kvStores(kv), tables, attempts: new FrozenPapers(kv) };
  const around = { bus: memoryBus(), log: stopAtFault, draw: drawSecurely };
  const limiter = memoryLimiter(null);
  return {
    at: (now) => ({ ...assemble(stores, { ...around, now: () => now }, PATIENT), limiter }),
    schoolId,
    users: new Map(),
    classIds: new Map(),
    subjectIds: new Map(),
    questionIds: new Map(),
  };
}

/** Where the product carries on and tries again later, the seed is wrong and stops. */
function stopAtFault(line: LogEvent): void {
  if (line.event === "fault") throw line.error;
}

/** What a map holds under a name that the demo uses. */
export function requireIn<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Cannot find "${key}" in the demo school`);
  return value;
}

/** A person as the one who asks. */
export function userOf({ id, schoolId, role, name }: Person): User {
  return { id, schoolId, role, name, locale: SCHOOL.locale };
}

/** Lets everything happen, one thing after another in order of time, nothing after `now`. */
export async function play(world: World, steps: readonly Step[], now: number): Promise<void> {
  for (const { at, run } of steps.toSorted((a, b) => a.at - b.at)) {
    await run(world.at(Math.min(at, now)));
  }
}
