import { openStores } from "../db/choose.ts";
import { kvStores } from "../db/kv/stores.ts";
import { migrate } from "../db/kv/migrations.ts";
import { assemble, type Stores } from "../lib/process/assemble.ts";
import { startAttempt } from "../lib/attempts/start.ts";
import { memoryBus } from "../lib/process/bus.ts";
import type { MongoSettings } from "../lib/process/config_mongo.ts";
import type { WholeAttempt } from "../lib/store/contents.ts";
import { drawSecurely } from "../lib/attempts/draws.ts";
import { type BenchSchool, classOf, SCHOOL } from "./school.ts";

const WRITERS = 16;

/** A school with the attempts that saves go to. */
export interface SeededSchool extends BenchSchool {
  /** Of the first students, begun. */
  attempts: WholeAttempt[];
}

/** Makes the school in memory, with `savers` attempts begun as the product begins them, at the assignments of the last round. */
export async function withAttempts(
  school: BenchSchool,
  { kv, savers }: { kv: Deno.Kv; savers: number },
): Promise<SeededSchool> {
  const stores = kvStores(kv);
  await migrate(kv);
  await fill(stores, school);
  const around = { bus: memoryBus(), log: () => {}, draw: drawSecurely, now: Date.now };
  const product = assemble(stores, around);
  const attempts: WholeAttempt[] = [];
  for (const [i, { id, name, role }] of school.students.slice(0, savers).entries()) {
    const user = { id, schoolId: SCHOOL, name, role, locale: "en-IN" };
    const assignmentId = school.assignments.at(-1)![classOf(i)]!.id;
    const { attempt } = await startAttempt(product, { user, assignmentId });
    const paper = await stores.attempts.paper(attempt);
    const events = await stores.attempts.events(attempt);
    attempts.push({ attempt, paper: paper!, answers: [], events });
  }
  return { ...school, attempts };
}

async function fill({ tables }: Stores, it: BenchSchool): Promise<void> {
  await tables.schools.insert(it.school);
  for (const person of [it.office, ...it.students]) await tables.people.insert(person);
  for (const one of it.classes) await tables.classes.insert(one);
  for (const enrolment of it.enrolments) await tables.enrolments.insert(enrolment);
  for (const question of it.questions) await tables.questionVersions.insert(question);
  await tables.examVersions.insert(it.exam);
  for (const assignment of it.assignments.flat()) await tables.assignments.insert(assignment);
}

/** Hands the school over to the product's own store, and signs its people in. */
export async function handOver(
  kv: Deno.Kv,
  { sessions }: Pick<BenchSchool, "sessions">,
  to: { dataDir: string; mongo: MongoSettings | null },
): Promise<void> {
  await using store = await openStores(to, () => {});
  await store.takeSchool(kv, SCHOOL);
  const left = sessions.values();
  await Promise.all(Array.from({ length: WRITERS }, async () => {
    for (const session of left) await store.stores.sessions.put(session);
  }));
}
