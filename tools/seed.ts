/** Makes the demo school, as if the product had been used for half a year. */
import { copySchool } from "../db/kv/copy_school.ts";
import { migrate } from "../db/kv/migrations.ts";
import { newId } from "../lib/ids.ts";
import type { DemoTest } from "./demo/test_shapes.ts";
import { TESTS } from "./demo/tests.ts";
import { readNotices } from "./seed/notices.ts";
import { seedPeople } from "./seed/people.ts";
import { seedQuestions } from "./seed/questions.ts";
import { seedTest } from "./seed/tests.ts";
import { newWorld } from "./seed/world.ts";

/**
 * Makes the demo school in a store without a school. It is made in memory, which is several times as fast, and then copied: a
 * process killed on the way leaves nothing, or what the next start takes away.
 *
 * @param now When it is, milliseconds since the Unix epoch; everything else lies before or after it.
 * @param tests All of the demo's, unless fewer are enough.
 * @returns The school's id.
 */
export async function seedDemo(
  kv: Deno.Kv,
  { now, tests = TESTS }: { now: number; tests?: readonly DemoTest[] },
): Promise<string> {
  const schoolId = newId();
  using made = await Deno.openKv(":memory:");
  await migrate(made);
  const world = newWorld(made, schoolId);
  await seedPeople(world, now);
  await seedQuestions(world, now);
  await Promise.all(tests.map((test) => seedTest(world, test, now)));
  await readNotices(world, now);
  await copySchool(made, kv, schoolId);
  return schoolId;
}
