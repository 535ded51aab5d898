/** Makes the demo school, as if the product had been used for half a year. */
import { copySchool } from "../db/kv/copy_school.ts";
import { migrate } from "../db/kv/migrations.ts";
import { newId } from "../lib/process/ids.ts";
import type { DemoTest } from "./content/test_shapes.ts";
import { TESTS } from "./content/tests.ts";
import { readNotices } from "./seed/notices.ts";
import { seedPeople } from "./seed/people.ts";
import { seedQuestions } from "./seed/questions.ts";
import { seedTest } from "./seed/tests.ts";
import { newWorld } from "./seed/world.ts";

/** What of the demo is made, and when it is. */
export interface SeedOptions {
  /** Milliseconds since the Unix epoch; everything else lies before or after it. */
  now: number;
  /** All of the demo's, unless fewer are enough. */
  tests?: readonly DemoTest[];
}

/** Makes the demo school in an embedded store without a school. @returns The school's id. */
export async function seedDemo(kv: Deno.Kv, options: SeedOptions): Promise<string> {
  return await makeDemo(options, (made, schoolId) => copySchool(made, kv, schoolId));
}

/**
 * Makes the demo school in memory, which is several times as fast, and hands it over.
 *
 * @param take Copies the school to where it is to be: a process killed on the way leaves nothing, or what the next start
 * takes away.
 * @returns The school's id.
 */
export async function makeDemo(
  { now, tests = TESTS }: SeedOptions,
  take: (made: Deno.Kv, schoolId: string) => Promise<void>,
): Promise<string> {
  const schoolId = newId();
  using made = await Deno.openKv(":memory:");
  await migrate(made);
  const world = newWorld(made, schoolId);
  await seedPeople(world, now);
  await seedQuestions(world, now);
  await Promise.all(tests.map((test) => seedTest(world, test, now)));
  await readNotices(world, now);
  await take(made, schoolId);
  return schoolId;
}
